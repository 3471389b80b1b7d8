import type { Page } from 'playwright';

export interface Stored {
  readonly id: string;
  readonly note: string;
  readonly saved: { readonly asked: readonly string[] };
}

/** The cases that this browser keeps for the page's origin, as they lie in the database. */
export const stored = (page: Page): Promise<readonly Stored[]> =>
  page.evaluate(async () => {
    // To open what is not there would make it, empty and in nobody's shape.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'reconnect')) return [];
    const opening = indexedDB.open('reconnect');
    const db = await new Promise<IDBDatabase>(resolve => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const all = db.transaction('cases').objectStore('cases').getAll();
    const found = await new Promise<Stored[]>(resolve => {
      all.onsuccess = () => resolve(all.result);
    });
    db.close();
    return found;
  });
