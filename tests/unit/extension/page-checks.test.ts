import { beforeEach, expect, test, vi } from 'vitest';
import type { CheckEvent } from '../../../machines/diagnosis/check-events.ts';
import { fake, fakePort } from './fake-browser.ts';

const { servePage } = await import('../../../extension/background/page-checks.ts');
const { serveConsent } = await import('../../../extension/background/consent.ts');

const GUIDE = 'https://guide.example';
const FINISHED: CheckEvent = { type: 'check.finished', connections: 1, elapsedMs: 9 };

beforeEach(() => {
  fake.reset();
  fake.local.set('settings', { origins: [GUIDE] });
});

/** A page of the guide at the background, with a helper that the test plays. */
function openPage() {
  const { port, said, say } = fakePort('page', { tab: {}, frameId: 0, url: `${GUIDE}/diagnose/` });
  const orders: { order: object; end: () => void; isCancelled: () => boolean }[] = [];
  servePage(port, {
    greet: async () => 'ready',
    close: () => {},
    check: (order, onEvent) => {
      let cancelled = false;
      orders.push({ order, end: () => onEvent(FINISHED), isCancelled: () => cancelled });
      return () => {
        cancelled = true;
      };
    },
  });
  return {
    said,
    orders,
    ask: (id: string, target: string) => say({ from: 'reconnect-page', v: 1, kind: 'check', id, target }),
    events: (id: string) =>
      said.flatMap(message => {
        const { id: about, event } = Object(message);
        return about === id && event !== undefined ? [event] : [];
      }),
  };
}
const eventually = async (look: () => unknown) => expect.poll(look, { interval: 2, timeout: 2_000 });

/** The window that stands open asks; what it is told, and a way to answer. */
async function consentWindow() {
  await (await eventually(() => fake.windows().length)).toBe(1);
  const { port, said, say } = fakePort('consent', { url: fake.windows()[0] });
  serveConsent(port);
  const answer = async (answer: string) => {
    say({ answer });
    await (await eventually(() => fake.windows().length)).toBe(0);
  };
  return { question: Object(said[0]), say, answer };
}

test('page check: the first question of an origin → names page and host and offers no always', async () => {
  const page = openPage();
  page.ask('a', 'оffice-pc');
  const window = await consentWindow();
  expect(window.question).toMatchObject({ origin: GUIDE, target: 'оffice-pc', offersAlways: false });
  expect(window.question.spelled).toMatch(/^xn--/);
  // An answer that was not offered is none.
  window.say({ answer: 'always' });
  expect(page.orders).toEqual([]);
  await window.answer('once');
  await (await eventually(() => page.orders.length)).toBe(1);
  expect(page.orders[0]?.order).toMatchObject({ confirmed: true });
  expect(fake.local.get('consents')).toEqual([{ origin: GUIDE, since: expect.any(Number) }]);
});

test('page check: the settings cannot be read once → that one is not answered, the next one is', async () => {
  const page = openPage();
  const { local } = Object(Reflect.get(globalThis, 'browser')).storage;
  vi.spyOn(local, 'get').mockRejectedValueOnce(new Error('the disk is full'));
  page.ask('lost', 'office-pc');
  page.ask('asked', 'office-pc');
  await (await consentWindow()).answer('once');
  await (await eventually(() => page.orders.length)).toBe(1);
  expect(page.events('lost')).toEqual([]);
});

/** A page that was agreed to before, and then for good for this host. */
async function openAlways(host: string) {
  fake.local.set('consents', [{ origin: GUIDE, since: 1 }]);
  const page = openPage();
  page.ask('always', host);
  const window = await consentWindow();
  expect(window.question).toMatchObject({ offersAlways: true });
  await window.answer('always');
  await (await eventually(() => page.orders.length)).toBe(1);
  return page;
}

test.each(['127.0.0.1:3389', '127.0.0.1:46811', '169.254.169.254:443', 'pc2', 'office-pc:22', '[::1]', '224.0.0.1'])(
  'page check: always for office-pc, then %s → asks again',
  async target => {
    const page = await openAlways('office-pc');
    page.ask('b', target);
    const window = await consentWindow();
    await window.answer('no');
    await (await eventually(() => page.events('b').at(-1))).toEqual({ type: 'check.unavailable', state: 'declined' });
    expect(page.orders).toHaveLength(1);
  },
);

test.each(['office-pc', 'office-pc:443', 'checked-in-popup'])(
  'page check: always for office-pc, then %s → runs without asking',
  async target => {
    const places = ['passed'];
    fake.local.set('recent', [
      { target: 'checked-in-popup:3390', checkedAt: 1, elapsedMs: 1, places, sentence: 'Fine.' },
    ]);
    const page = await openAlways('office-pc');
    page.ask('b', target);
    await (await eventually(() => page.orders.length)).toBe(2);
    expect(fake.windows()).toEqual([]);
  },
);

test.each(['127.0.0.1', 'office-pc:22'])('page check: %s, also at the second question → no always', async target => {
  fake.local.set('consents', [{ origin: GUIDE, since: 1 }]);
  const page = openPage();
  page.ask('a', target);
  const window = await consentWindow();
  expect(window.question).toMatchObject({ offersAlways: false });
  await window.answer('no');
});

test.each<[what: string, happen: () => Promise<void>]>([
  [
    'the consent is revoked',
    async () => (await import('../../../extension/settings/consents.ts')).revokeConsent(GUIDE),
  ],
  [
    'the page is taken out of the settings',
    async () =>
      void (await (
        await import('../../../extension/storage/stored-settings.ts')
      ).changeSettings(() => ({ origins: [] }))),
  ],
  ['the company switches page checks off', async () => fake.setManaged(async () => ({ off: ['Page-Checks'] }))],
])('page check: %s while it runs → cancelled, and the page notified', async (_, happen) => {
  const page = await openAlways('office-pc');
  expect(page.orders[0]?.isCancelled()).toBe(false);
  await happen();
  await (await eventually(() => page.orders[0]?.isCancelled())).toBe(true);
  expect(page.events('always').at(-1)).toEqual({ type: 'check.unavailable', state: 'declined' });
  page.orders[0]?.end();
  expect(page.events('always').at(-1)).toEqual({ type: 'check.unavailable', state: 'declined' });
});

test('page checks: twelve tabs that ask at once → as many as one page may, and no more', async () => {
  fake.local.set('consents', [{ origin: GUIDE, since: 1, always: ['office-pc'] }]);
  const pages = Array.from({ length: 12 }, openPage);
  for (const page of pages) page.ask('a', 'office-pc');
  await (await eventually(() => pages.every(({ orders, events }) => orders.length + events('a').length > 0))).toBe(
    true,
  );
  expect(pages.flatMap(({ orders }) => orders)).toHaveLength(6);
  const refused = pages.flatMap(({ events }) => events('a'));
  expect(refused).toEqual(Array(6).fill({ type: 'check.unavailable', state: 'too-many' }));
});
