import type { Page } from 'playwright';
import { site } from './opened-site.ts';

/** A case as the site keeps it, one minute old. */
export function caseRecord(host: string, more: object = {}) {
  const at = new Date(Date.now() - 60_000).toISOString();
  const finding = { question: 'progress', answer: 'nothing', source: 'person', stage: 'any' };
  const saved = {
    version: 1,
    screen: 'asking',
    question: 'vpn',
    probe: false,
    stages: [],
    findings: [finding],
    tried: [],
    asked: ['progress'],
    target: { host, port: 3389 },
  };
  return { id: crypto.randomUUID(), begunAt: at, changedAt: at, note: '', saved, ...more };
}

/** A file of cases as a person saved it. */
export const fileOf = (cases: readonly object[]) => ({
  name: 'cases.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({ version: 1, cases })),
});

/** Puts values into the database past every parser, as another program or an older version might have. */
export async function plant(
  page: Page,
  cases: readonly object[],
  state: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await page.goto(`${site.url}cases/`);
  await page.locator('#cases .lead').waitFor();
  await page.evaluate(
    async ([records, entries]) => {
      const opening = indexedDB.open('reconnect');
      const db = await new Promise<IDBDatabase>(resolve => {
        opening.onsuccess = () => resolve(opening.result);
      });
      const stores = db.transaction(['cases', 'state'], 'readwrite');
      for (const one of records) stores.objectStore('cases').put(one);
      for (const [key, value] of Object.entries(entries)) stores.objectStore('state').put(value, key);
      await new Promise(resolve => {
        stores.oncomplete = resolve;
      });
      db.close();
    },
    [cases, state] as const,
  );
}

/**
 * Makes a database of our name that has nothing of ours. Runs in a page of the site before any of its own scripts has
 * opened the database.
 */
export const makeForeign = (page: Page, version: number) =>
  page.evaluate(
    wanted =>
      new Promise(resolve => {
        const opening = indexedDB.open('reconnect', wanted);
        opening.onupgradeneeded = () => opening.result.createObjectStore('something-else');
        opening.onsuccess = () => {
          opening.result.close();
          resolve(undefined);
        };
      }),
    version,
  );
