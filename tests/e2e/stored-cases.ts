import type { Page } from 'playwright';
import { expect } from 'vitest';

export interface Stored {
  readonly id: string;
  readonly note: string;
  readonly saved: {
    readonly asked: readonly string[];
    readonly findings: readonly unknown[];
    readonly screen: string;
    readonly target?: { readonly host: string };
  };
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

/**
 * Until the case of a host lies in the database as it stands on the screen. The flow shows a screen before it is stored,
 * and a page that is left in between takes its open transaction with it.
 */
export const untilKept = (page: Page, host: string, screen?: string): Promise<void> =>
  expect
    .poll(async () => (await stored(page)).map(({ saved }) => ({ host: saved.target?.host, screen: saved.screen })))
    .toContainEqual({ host, screen: screen ?? expect.any(String) });
