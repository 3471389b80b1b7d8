import type { Page, Worker } from 'playwright';
import type { Practice, PracticeHost } from '../../extension/helper/practice/index.ts';
import { CHROMIUM_ID } from '../../extension/wire/identity.ts';
import type { Extended } from './chromium.ts';

/** What the tests of the extension do again and again. */
export async function workerOf({ context }: Extended): Promise<Worker> {
  const [worker = await context.waitForEvent('serviceworker')] = context.serviceWorkers();
  return worker;
}

export async function openPage({ context }: Extended, name: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${CHROMIUM_ID}/${name}`);
  return page;
}

/** Types into the popup's field and checks. */
export async function check(page: Page, text: string): Promise<void> {
  await page.locator('#said').fill(text);
  await page.locator('#target button').click();
}

export function addressIn(practice: Practice, id: string): string {
  const found: PracticeHost | undefined = practice.hosts.find(host => host.id === id);
  if (found === undefined) throw new Error(`no practice host ${id}`);
  return `${found.host}:${found.port}`;
}

export async function store(browser: Extended, area: 'local' | 'session', values: object): Promise<void> {
  const worker = await workerOf(browser);
  await worker.evaluate(([area, values]) => Reflect.get(globalThis, 'chrome').storage[area].set(values), [
    area,
    values,
  ] as const);
}

/** Browsers' own menus, notifications and address bars are out of reach: the event is told as the browser would tell it. */
export async function dispatch(browser: Extended, event: string, ...details: readonly unknown[]): Promise<void> {
  const worker = await workerOf(browser);
  await worker.evaluate(
    ([event, details]) => {
      const [api = '', name = ''] = event.split('.');
      Reflect.get(Reflect.get(Reflect.get(globalThis, 'chrome'), api), name).dispatch(...details);
    },
    [event, details] as const,
  );
}
