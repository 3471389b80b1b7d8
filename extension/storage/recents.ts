import browser from 'webextension-polyfill';
import { pathOf } from '../../machines/diagnosis/path.ts';
import type { PlaceState } from '../../machines/diagnosis/place-state.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import { fieldsOf, isElapsedMs, isOneOf, isText } from '../../machines/schemas/fields.ts';
import { formatTarget, isRejection } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import type { Checked } from '../helper-client/check-actor.ts';
import { withStorageLock } from './storage-lock.ts';

/** A host that was checked, and how its path looked. */
export interface Recent {
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly checkedAt: number;
  readonly elapsedMs: number;
  readonly places: readonly PlaceState[];
  readonly sentence: string;
}

const KEY = 'recent';
export const MOST_RECENTS = 8;
const STATES: readonly PlaceState[] = ['running', 'passed', 'failed', 'unknown', 'skipped', 'waiting'];

export function recentOf({ facts, elapsedMs }: Checked, knowledge: Knowledge, checkedAt: number): Recent | undefined {
  if (facts.target === undefined) return undefined;
  const { places, sentence } = pathOf(facts, knowledge, false);
  const target = formatTarget(facts.target);
  return { target, checkedAt, elapsedMs, sentence, places: places.map(({ state }) => state) };
}

export type RecentState = 'passed' | 'failed' | 'unknown';

/** `passed` and `failed` only where it was seen. */
export function stateOf({ places }: Recent): RecentState {
  if (places.includes('failed')) return 'failed';
  return places.every(place => place === 'passed') ? 'passed' : 'unknown';
}

/** Newest first; a host is there once. */
export async function loadRecents(): Promise<readonly Recent[]> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  if (!Array.isArray(stored)) return [];
  return stored.slice(0, MOST_RECENTS).flatMap(value => decodeRecent(value) ?? []);
}

/** Puts a host first. Undefined where it is not to be kept, which is asked when nobody else can write any more. */
export function addRecent(recent: Recent, isKept: () => Promise<boolean>): Promise<readonly Recent[] | undefined> {
  return withStorageLock(KEY, async () => {
    if (!(await isKept())) return undefined;
    const others = (await loadRecents()).filter(({ target }) => target !== recent.target);
    const recents = [recent, ...others].slice(0, MOST_RECENTS);
    await browser.storage.local.set({ [KEY]: recents });
    return recents;
  });
}

export function forgetRecents(): Promise<void> {
  return withStorageLock(KEY, () => browser.storage.local.remove(KEY));
}

/** What an older or a newer version of this extension stored is left out where it does not fit. */
export function decodeRecent(value: unknown): Recent | undefined {
  const { target, checkedAt, elapsedMs, places, sentence } = fieldsOf(value) ?? {};
  if (!isText(target, 300) || isRejection(parseTarget(target)) || !isText(sentence, 300)) return undefined;
  if (typeof checkedAt !== 'number' || !Number.isFinite(checkedAt) || !isElapsedMs(elapsedMs)) return undefined;
  if (!Array.isArray(places) || places.length > 10 || !places.every(isPlaceState)) return undefined;
  return { target, checkedAt, elapsedMs, sentence, places };
}

function isPlaceState(value: unknown): value is PlaceState {
  return isOneOf(STATES, value);
}
