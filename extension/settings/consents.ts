import browser from 'webextension-polyfill';
import { fieldsOf, isText, isWholeNumber } from '../wire/fields.ts';
import { parseOrigin } from './origins.ts';

/** A page's origin that may check without being asked for each time. */
export interface Consent {
  readonly origin: string;
  readonly since: number;
}

const KEY = 'consents';
const MOST = 20;

export async function loadConsents(): Promise<readonly Consent[]> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored.slice(0, MOST).flatMap(value => readConsent(value) ?? []) : [];
}

export async function rememberConsent(origin: string, since: number): Promise<void> {
  const others = (await loadConsents()).filter(known => known.origin !== origin);
  await browser.storage.local.set({ [KEY]: [{ origin, since }, ...others].slice(0, MOST) });
}

export async function revokeConsent(origin: string): Promise<void> {
  await browser.storage.local.set({ [KEY]: (await loadConsents()).filter(known => known.origin !== origin) });
}

function readConsent(value: unknown): Consent | undefined {
  const { origin, since } = fieldsOf(value) ?? {};
  if (!isText(origin, 300) || parseOrigin(origin) !== origin) return undefined;
  return isWholeNumber(since, 0, Number.MAX_SAFE_INTEGER) ? { origin, since } : undefined;
}
