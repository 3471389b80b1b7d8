import browser from 'webextension-polyfill';
import type { Facts } from '../../machines/diagnosis/context.ts';
import { readCase } from '../../machines/diagnosis/read-case.ts';
import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import { caseToBegin } from '../../machines/diagnosis/start.ts';
import { fieldsOf } from '../../machines/schemas/fields.ts';
import { withStorageLock } from './storage-lock.ts';

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
  loadHosts: () => Promise<readonly string[]>,
): Promise<void> {
  if (checked === undefined) return;
  const begun = caseToBegin({ kind: 'check', target: checked });
  const seen: SavedCase = { ...begun, stages, findings: findings.filter(({ source }) => source === 'probe') };
  await withStorageLock(KEY, async () => {
    const hosts = await loadHosts();
    const all = fieldsOf((await browser.storage.local.get(KEY))[KEY]) ?? {};
    const checks = hosts.includes(target) ? { ...all, [target]: [seen, ...newestOf(all[target])] } : all;
    const kept = Object.entries(checks).filter(([host]) => hosts.includes(host));
    await browser.storage.local.set({ [KEY]: Object.fromEntries(kept) });
  });
}

const newestOf = (before: unknown): readonly unknown[] => (Array.isArray(before) ? before.slice(0, 1) : []);

export function forgetChecks(): Promise<void> {
  return withStorageLock(KEY, () => browser.storage.local.remove(KEY));
}
