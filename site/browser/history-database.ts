import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { mayKeep } from './keeping.ts';

export interface HistorySchema extends DBSchema {
  /** Ours have a text for a key; a damaged row may have any. */
  cases: { key: IDBValidKey; value: unknown; indexes: { changedAt: string } };
  /** `current`: the id of the case that the flow goes on with. `deleted:ID`: when that case was deleted. */
  state: { key: string; value: unknown };
}
export type HistoryDatabase = IDBPDatabase<HistorySchema>;

/** `closed`: this browser keeps nothing here. `damaged`: what stands under our name is not ours, or is broken. */
export type OpenedHistory =
  | { readonly kind: 'open'; readonly db: HistoryDatabase }
  | { readonly kind: 'closed' }
  | { readonly kind: 'damaged' };

const NAME = 'reconnect';
/** A database that another tab blocks, or a disk that does not answer, must not keep a page waiting. */
const DEADLINE_MS = 3000;
const CLOSED: OpenedHistory = { kind: 'closed' };

let opened: Promise<OpenedHistory> | undefined;

/** Opens the history once a page. Whatever goes wrong, the page works without it. */
export function openHistory(): Promise<OpenedHistory> {
  opened ??= mayKeep() ? Promise.race([open(), afterDeadline()]) : Promise.resolve(CLOSED);
  return opened;
}

/** Another look at the next call, for example once the person has agreed that something is kept. */
export function closeHistory(): void {
  void opened?.then(history => history.kind === 'open' && history.db.close());
  opened = undefined;
}

/** Deletes whatever is kept under our name. False where the browser does not let go of it. */
export async function startAfresh(): Promise<boolean> {
  return (await deleteHistory()) && (await openHistory()).kind === 'open';
}

export function deleteHistory(): Promise<boolean> {
  closeHistory();
  const deleted = deleteDB(NAME).then(
    () => true,
    () => false,
  );
  return Promise.race([deleted, afterDeadline().then(() => false)]);
}

async function open(): Promise<OpenedHistory> {
  try {
    const db = await openDB<HistorySchema>(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('cases', { keyPath: 'id' }).createIndex('changedAt', 'changedAt');
        fresh.createObjectStore('state');
      },
      // Another tab starts afresh.
      blocking: closeHistory,
      terminated: closeHistory,
    });
    if (isOurs(db)) return { kind: 'open', db };
    db.close();
    return { kind: 'damaged' };
  } catch (error) {
    // A version of another make, or files that cannot be read; anything else is a browser that keeps nothing.
    const name = error instanceof DOMException ? error.name : '';
    return name === 'VersionError' || name === 'UnknownError' ? { kind: 'damaged' } : CLOSED;
  }
}

/** Another program of the same site may have made a database of our name. */
function isOurs(db: HistoryDatabase): boolean {
  const names = db.objectStoreNames;
  if (!names.contains('cases') || !names.contains('state')) return false;
  const stores = db.transaction(['cases', 'state']);
  return stores.objectStore('cases').keyPath === 'id' && stores.objectStore('state').keyPath === null;
}

function afterDeadline(): Promise<OpenedHistory> {
  return new Promise(resolve => setTimeout(resolve, DEADLINE_MS, CLOSED));
}
