import type { IDBPTransaction } from 'idb';
import { readCase } from '../../machines/diagnosis/read-case.ts';
import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import type { SaveOutcome } from '../widget/index.ts';
import { casesToDrop, type ImportPlan, planImport } from './case-import.ts';
import { type CaseRecord, movedOn, newRecord, readRecord } from './case-record.ts';
import { type HistorySchema, openHistory } from './history-database.ts';
import { mergeSaved } from './merge-cases.ts';

/** A row of the history: a case, or what was one and can only be deleted. */
export type Row =
  | { readonly kind: 'case'; readonly record: CaseRecord }
  | { readonly kind: 'damaged'; readonly key: IDBValidKey };

/** Pages fill it into the commands that they show; see commands.ts. */
const HOST_KEY = 'reconnect:host';
/** Where the one case was kept before there was a history. */
const OLD_KEY = 'reconnect:case';
const CURRENT = 'current';
/** A store that is full of garbage must not hold a page up. */
const MOST_ROWS = 1000;
/** So long a deleted case is remembered as deleted; a tab that had it open is closed by then. */
const TOMBSTONE_DAYS = 30;

type Change = IDBPTransaction<HistorySchema, ['cases', 'state'], 'readwrite'>;

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('reconnect:cases') : undefined;

/** Another tab has changed the history. */
export function onHistoryChange(run: () => void): void {
  channel?.addEventListener('message', run);
}

/** Newest first; what cannot be read comes last. Undefined where the store opens and then gives nothing. */
export async function allRows(): Promise<readonly Row[] | undefined> {
  const history = await ready();
  if (history === undefined) return [];
  try {
    const { store } = history.transaction('cases');
    const [keys, values] = await Promise.all([store.getAllKeys(null, MOST_ROWS), store.getAll(null, MOST_ROWS)]);
    const rows = values.map((value, at): Row => {
      const record = readRecord(value);
      return record === undefined ? { kind: 'damaged', key: keys[at] ?? '' } : { kind: 'case', record };
    });
    const changedAt = (row: Row) => (row.kind === 'case' ? row.record.changedAt : '');
    return rows.sort((a, b) => (changedAt(a) < changedAt(b) ? 1 : -1));
  } catch (error) {
    // Closed on the way: another tab starts afresh, and the next look opens what it has made.
    return error instanceof DOMException && error.name === 'InvalidStateError' ? [] : undefined;
  }
}

export async function currentCase(): Promise<CaseRecord | undefined> {
  const history = await ready();
  try {
    const id: unknown = await history?.get('state', CURRENT);
    return typeof id === 'string' ? readRecord(await history?.get('cases', id)) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a new case and goes on with it. The oldest give way where there are too many. */
export function beginCase(record: CaseRecord): Promise<SaveOutcome> {
  return change(async stores => {
    await stores.objectStore('cases').put(record);
    await goOnIn(stores, record.id);
    await makeRoom(stores, record.id);
    rememberHost(record.saved);
    return 'kept';
  });
}

/** What a flow came to since `seen`, done to what stands in the store. A case that was deleted meanwhile stays so. */
export function continueCase(seen: CaseRecord, saved: SavedCase): Promise<SaveOutcome> {
  return change(async stores => {
    if ((await stores.objectStore('state').get(tombstone(seen.id))) !== undefined) return 'deleted';
    const { imported: _own, ...stored } = readRecord(await stores.objectStore('cases').get(seen.id)) ?? seen;
    const merged = mergeSaved(seen.saved, saved, stored.saved);
    await stores.objectStore('cases').put(movedOn(stored, merged));
    await goOnIn(stores, seen.id);
    rememberHost(merged);
    return 'kept';
  });
}

export function renameCase(id: string, note: string): Promise<SaveOutcome> {
  return change(async stores => {
    const stored = readRecord(await stores.objectStore('cases').get(id));
    if (stored === undefined) return 'deleted';
    await stores.objectStore('cases').put({ ...stored, note });
    return 'kept';
  });
}

/** Undefined: the flow begins with an empty case. */
export function goOnWith(record: CaseRecord | undefined): Promise<SaveOutcome> {
  return change(async stores => {
    await goOnIn(stores, record?.id);
    rememberHost(record?.saved);
    return 'kept';
  });
}

export function deleteCases(ids: readonly IDBValidKey[]): Promise<SaveOutcome> {
  return change(async stores => {
    const now = new Date();
    for (const id of ids) {
      await stores.objectStore('cases').delete(id);
      if (typeof id === 'string') await stores.objectStore('state').put(now.toISOString(), tombstone(id));
    }
    const current: unknown = await stores.objectStore('state').get(CURRENT);
    if (typeof current === 'string' && ids.includes(current)) {
      await goOnIn(stores, undefined);
      rememberHost(undefined);
    }
    await dropOldTombstones(stores, now);
    return 'kept';
  });
}

/** Brings back what was deleted, or what an import has replaced. */
export function restoreCases(records: readonly CaseRecord[]): Promise<SaveOutcome> {
  return change(async stores => {
    for (const record of records) {
      await stores.objectStore('cases').put(record);
      await stores.objectStore('state').delete(tombstone(record.id));
    }
    return 'kept';
  });
}

/** As many of a file's cases as there is room for. */
export async function importCases(file: readonly CaseRecord[]): Promise<ImportPlan | undefined> {
  let plan: ImportPlan | undefined;
  const outcome = await change(async stores => {
    const cases = stores.objectStore('cases');
    const own = (await cases.getAll(null, MOST_ROWS)).flatMap(value => readRecord(value) ?? []);
    plan = planImport(own, await cases.count(), file);
    for (const record of plan.added) {
      await cases.put(record);
      await stores.objectStore('state').delete(tombstone(record.id));
    }
    return 'kept';
  });
  return outcome === 'kept' ? plan : undefined;
}

/**
 * One change: it reads and writes in one transaction, so that no other tab comes in between, and never rejects. A full
 * disk may show itself when something is put or only when all of it is done.
 */
async function change(run: (stores: Change) => Promise<SaveOutcome>): Promise<SaveOutcome> {
  const history = await ready();
  if (history === undefined) return 'not-kept';
  let stores: Change | undefined;
  try {
    stores = history.transaction(['cases', 'state'], 'readwrite');
    // Where `run` throws, nobody waits for it.
    stores.done.catch(() => undefined);
    const outcome = await run(stores);
    // Said now: a page that is closed in this moment has still kept it.
    stores.commit();
    await stores.done;
    channel?.postMessage('changed');
    return outcome;
  } catch {
    abort(stores);
    return 'not-kept';
  }
}

function abort(stores: Change | undefined): void {
  try {
    stores?.abort();
  } catch {
    // It has ended already.
  }
}

async function goOnIn(stores: Change, id: string | undefined): Promise<void> {
  const state = stores.objectStore('state');
  await (id === undefined ? state.delete(CURRENT) : state.put(id, CURRENT));
}

async function makeRoom(stores: Change, kept: string): Promise<void> {
  const cases = stores.objectStore('cases');
  const records = (await cases.getAll(null, MOST_ROWS)).flatMap(value => readRecord(value) ?? []);
  for (const id of casesToDrop(records, kept)) await cases.delete(id);
}

const TOMBSTONE = 'deleted:';
const tombstone = (id: string): string => TOMBSTONE + id;

async function dropOldTombstones(stores: Change, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - TOMBSTONE_DAYS * 86_400_000).toISOString();
  const state = stores.objectStore('state');
  for (const key of await state.getAllKeys(IDBKeyRange.bound(TOMBSTONE, `${TOMBSTONE}\uffff`), MOST_ROWS)) {
    const deletedAt: unknown = await state.get(key);
    if (typeof deletedAt !== 'string' || deletedAt < oldest) await state.delete(key);
  }
}

/** Pages are quick without opening the history: the host alone lies beside it. */
function rememberHost(saved: SavedCase | undefined): void {
  const host = saved?.target?.host;
  try {
    if (host === undefined) localStorage.removeItem(HOST_KEY);
    else localStorage.setItem(HOST_KEY, host);
  } catch {
    // Full or forbidden: commands keep their placeholder.
  }
}

export function forgetHost(): void {
  rememberHost(undefined);
}

let prepared: Promise<void> | undefined;

async function ready() {
  const history = await openHistory();
  if (history.kind !== 'open') return undefined;
  prepared ??= takeOver();
  await prepared;
  return history.db;
}

/** The case that was kept before there was a history becomes its first. */
async function takeOver(): Promise<void> {
  const history = await openHistory();
  if (history.kind !== 'open') return;
  try {
    const old = readCase(JSON.parse(localStorage.getItem(OLD_KEY) ?? 'null'));
    localStorage.removeItem(OLD_KEY);
    if (old === undefined) return;
    const record = newRecord({ version: 1, screen: old.screen, ...old.facts });
    await history.db.put('cases', record);
    await history.db.put('state', record.id, CURRENT);
    rememberHost(record.saved);
  } catch {
    // No storage, or nothing of ours in it.
  }
}
