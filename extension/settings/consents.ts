import browser from 'webextension-polyfill';
import { fieldsOf, isText, isWholeNumber } from '../../machines/schemas/fields.ts';
import {
  DEFAULT_GATEWAY_PORT,
  DEFAULT_PORT,
  isRejection,
  MAX_HOST_LENGTH,
  type Target,
} from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { withStorageLock } from '../storage/storage-lock.ts';
import { parseOrigin } from './origins.ts';
import { isReservedHost } from './reserved-hosts.ts';

/** What a person has agreed to for one page's origin. */
export interface Consent {
  readonly origin: string;
  readonly since: number;
  /** The hosts that "always" was said for; undefined while each check was agreed to once. */
  readonly always?: readonly string[];
}

const KEY = 'consents';
const LIMITS = { consents: 20, hosts: 50 } as const;
/** "Always" holds for the ports of Remote Desktop and of a gateway, and for no other. */
export const STANDING_PORTS: readonly number[] = [DEFAULT_PORT, DEFAULT_GATEWAY_PORT];

/** Whether "always" can be said for this target at all. */
export function mayStand({ host, port }: Target): boolean {
  return STANDING_PORTS.includes(port) && !isReservedHost(host);
}

/**
 * Whether this target may be checked without asking. INVARIANT: "always" covers the hosts that it was said for and those
 * that the person checked or typed in our own pages, on the standing ports; never a reserved host.
 */
export function isCovered(consent: Consent | undefined, target: Target, ownHosts: readonly string[]): boolean {
  if (consent?.always === undefined || !mayStand(target)) return false;
  return consent.always.includes(target.host) || ownHosts.includes(target.host);
}

export async function loadConsents(): Promise<readonly Consent[]> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored.slice(0, LIMITS.consents).flatMap(value => readConsent(value) ?? []) : [];
}

export async function loadConsent(origin: string): Promise<Consent | undefined> {
  return (await loadConsents()).find(consent => consent.origin === origin);
}

/** Notes that the person agreed to a check; with `alwaysFor` that host needs no asking from now on. */
export function rememberConsent(origin: string, since: number, alwaysFor?: string): Promise<void> {
  return changeConsents(consents => {
    const before = consents.find(consent => consent.origin === origin);
    const hosts =
      alwaysFor === undefined
        ? before?.always
        : [...new Set([alwaysFor, ...(before?.always ?? [])])].slice(0, LIMITS.hosts);
    const others = consents.filter(consent => consent.origin !== origin);
    return [{ origin, since: before?.since ?? since, ...(hosts && { always: hosts }) }, ...others];
  });
}

export function revokeConsent(origin: string): Promise<void> {
  return changeConsents(consents => consents.filter(consent => consent.origin !== origin));
}

function changeConsents(change: (consents: readonly Consent[]) => readonly Consent[]): Promise<void> {
  return withStorageLock(KEY, async () => {
    const consents = change(await loadConsents()).slice(0, LIMITS.consents);
    await browser.storage.local.set({ [KEY]: consents });
  });
}

function readConsent(value: unknown): Consent | undefined {
  const { origin, since, always } = fieldsOf(value) ?? {};
  if (!isText(origin, 300) || parseOrigin(origin) !== origin) return undefined;
  if (!isWholeNumber(since, 0, Number.MAX_SAFE_INTEGER)) return undefined;
  return Array.isArray(always)
    ? { origin, since, always: always.slice(0, LIMITS.hosts).filter(isHost) }
    : { origin, since };
}

/** A host in the form that parsing gives it. */
function isHost(value: unknown): value is string {
  if (!isText(value, MAX_HOST_LENGTH)) return false;
  const target = parseTarget(value);
  return !isRejection(target) && target.host === value;
}
