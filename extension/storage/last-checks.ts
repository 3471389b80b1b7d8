import browser from 'webextension-polyfill';
import type { Facts } from '../../machines/diagnosis/context.ts';
import { readCase } from '../../machines/diagnosis/read-case.ts';
import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import { fieldsOf } from '../wire/fields.ts';
import { caseOf } from './case-store.ts';

const KEY = 'checks';

/** What the two newest checks of a host saw, newest first: the second is what the first is compared with. */
export async function loadChecks(target: string): Promise<readonly Facts[]> {
  const kept = fieldsOf((await browser.storage.local.get(KEY))[KEY])?.[target];
  return Array.isArray(kept) ? kept.slice(0, 2).flatMap(saved => readCase(saved)?.facts ?? []) : [];
}

/** Keeps a check, and forgets the hosts that are in the list of recent ones no more. */
export async function keepCheck(
  target: string,
  { target: checked, stages, findings }: Facts,
  hosts: readonly string[],
) {
  if (checked === undefined) return;
  const seen: SavedCase = { ...caseOf(checked), stages, findings: findings.filter(({ source }) => source === 'probe') };
  const all = fieldsOf((await browser.storage.local.get(KEY))[KEY]) ?? {};
  const before = all[target];
  const kept = Object.entries(all).filter(([host]) => host !== target && hosts.includes(host));
  const checks = {
    ...Object.fromEntries(kept),
    [target]: [seen, ...(Array.isArray(before) ? before.slice(0, 1) : [])],
  };
  await browser.storage.local.set({ [KEY]: checks });
}

export function forgetChecks(): Promise<void> {
  return browser.storage.local.remove(KEY);
}
