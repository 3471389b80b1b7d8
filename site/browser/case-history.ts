import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { readCase } from '../../machines/diagnosis/read-case.ts';
import { CASE_LIMITS, type CaseRecord, newRecord, readRecord } from './case-record.ts';

interface Schema extends DBSchema {
  cases: { key: string; value: unknown; indexes: { changedAt: string } };
  /** `current`: the id of the case that the flow goes on with. */
  state: { key: string; value: string };
}
type History = IDBPDatabase<Schema>;

/** Pages fill it into the commands that they show; see commands.ts. */
const HOST_KEY = 'reconnect:host';
/** Where the one case was kept before there was a history. */
const OLD_KEY = 'reconnect:case';

let opened: Promise<History | undefined> | undefined;

/** A page that may not keep anything, such as a private window, has no history and works without. */
function history(): Promise<History | undefined> {
  opened ??= openDB<Schema>('reconnect', 1, {
    upgrade(db) {
      db.createObjectStore('cases', { keyPath: 'id' }).createIndex('changedAt', 'changedAt');
      db.createObjectStore('state');
    },
    terminated() {
      opened = undefined;
    },
  }).then(takeOver, () => undefined);
  return opened;
}

/** Newest first. */
export async function allCases(): Promise<readonly CaseRecord[]> {
  const stored = (await (await history())?.getAllFromIndex('cases', 'changedAt')) ?? [];
  return stored.flatMap(value => readRecord(value) ?? []).reverse();
}

export async function currentCase(): Promise<CaseRecord | undefined> {
  const db = await history();
  const id = await db?.get('state', 'current');
  return id === undefined ? undefined : readRecord(await db?.get('cases', id));
}

/** Keeps a case, and goes on with it. The oldest give way where there are too many. */
export async function keepCurrent(record: CaseRecord): Promise<void> {
  const db = await history();
  if (db === undefined) return;
  const change = db.transaction(['cases', 'state'], 'readwrite');
  void change.objectStore('cases').put(record);
  void change.objectStore('state').put(record.id, 'current');
  // Said now: a page that is closed in this moment has still kept it.
  change.commit();
  rememberHost(record);
  await change.done;
  await dropOldest(db);
}

export async function keepAll(records: readonly CaseRecord[]): Promise<void> {
  const db = await history();
  if (db === undefined) return;
  const change = db.transaction('cases', 'readwrite');
  for (const record of records) void change.store.put(record);
  await change.done;
  await dropOldest(db);
}

/** Undefined: the flow begins with an empty case. */
export async function goOnWith(record: CaseRecord | undefined): Promise<void> {
  const db = await history();
  if (record === undefined) await db?.delete('state', 'current');
  else await db?.put('state', record.id, 'current');
  rememberHost(record);
}

export async function forgetCases(ids: readonly string[]): Promise<void> {
  const db = await history();
  if (db === undefined) return;
  const current = await db.get('state', 'current');
  const change = db.transaction('cases', 'readwrite');
  for (const id of ids) void change.store.delete(id);
  await change.done;
  if (current !== undefined && ids.includes(current)) await goOnWith(undefined);
}

async function dropOldest(db: History): Promise<void> {
  const extra = (await db.count('cases')) - CASE_LIMITS.cases;
  if (extra <= 0) return;
  const oldest = await db.getAllKeysFromIndex('cases', 'changedAt', null, extra);
  const change = db.transaction('cases', 'readwrite');
  for (const id of oldest) void change.store.delete(id);
  await change.done;
}

/** Pages are quick without opening the history: the host alone lies beside it. */
function rememberHost(record: CaseRecord | undefined): void {
  const host = record?.saved.target?.host;
  try {
    if (host === undefined) localStorage.removeItem(HOST_KEY);
    else localStorage.setItem(HOST_KEY, host);
  } catch {
    // Full or forbidden: commands keep their placeholder.
  }
}

/** The case that was kept before there was a history becomes its first. */
async function takeOver(db: History): Promise<History> {
  try {
    const old = readCase(JSON.parse(localStorage.getItem(OLD_KEY) ?? 'null'));
    localStorage.removeItem(OLD_KEY);
    if (old === undefined) return db;
    const record = newRecord({ version: 1, screen: old.screen, ...old.facts });
    await db.put('cases', record);
    await db.put('state', record.id, 'current');
    rememberHost(record);
  } catch {
    // No storage, or nothing of ours in it.
  }
  return db;
}
