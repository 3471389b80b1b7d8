import os from 'node:os';
import type { ExtensionBrowser } from '../../e2e/extension-browser.ts';
import { openExtensionInChromium } from '../../e2e/extension-in-chromium.ts';
import { serveNamedSite } from '../../e2e/named-site.ts';
import type { Screen } from '../../e2e/screen.ts';
import { until } from '../../e2e/tab.ts';
import { type AttackRow, rowOf } from './row.ts';

const GUIDE = 'https://reconnect.example';
/** This machine as others know it: "always" holds for it, unlike for loopback. */
const OFFICE =
  Object.values(os.networkInterfaces())
    .flat()
    .find(known => known?.internal === false && known.family === 'IPv4')?.address ?? os.hostname();

const LISTEN = `(() => {
  const heard = globalThis.heard = [];
  addEventListener('message', ({ data }) => data?.from === 'reconnect-extension' && heard.push(data));
})()`;
const message = (kind: string, id = 'a', target = OFFICE) =>
  JSON.stringify({ from: 'reconnect-page', v: 1, kind, id, target });
const post = (kind: string, id?: string, target?: string) => `postMessage(${message(kind, id, target)}, '*');`;
const askAll = `(() => { ${post('hello')} ${post('check')} })()`;

/** Who gets an answer of the extension, and what a page that was let in can ask for then; a real Chromium and helper. */
export async function origins(): Promise<AttackRow[]> {
  const site = await serveNamedSite();
  const browser = await openExtensionInChromium({ helper: true, proxy: site.proxy });
  try {
    const reset = async () => {
      await browser.store('session', { asked: {} });
      await browser.store('local', { consents: [{ origin: GUIDE, since: 1, always: [OFFICE] }] });
    };
    const silent = async (attack: Attack) => {
      await reset();
      return isSilent(browser, attack);
    };
    return [
      await rowOf('origins that are the guide’s', ANSWERED, async address => {
        await reset();
        return isAnswered(browser, address);
      }),
      await rowOf('foreign origins', FOREIGN_ORIGINS, address =>
        silent({ name: address, address, act: 'ask(window);' }),
      ),
      await rowOf('frames, openers and documents of a page’s own making', TRICKS, silent, ({ name }) => name),
      await rowOf('hosts and ports that “always” does not cover', UNCOVERED, async target => {
        await reset();
        return asksFirst(browser, target);
      }),
      await rowOf('what is no host and port', NO_TARGETS, async target => {
        await reset();
        return !(await receivedAfter(browser, target)).some(({ id }) => id === 'hostile');
      }),
    ];
  } finally {
    await browser.close();
    await site.close();
  }
}

const ANSWERED = [`${GUIDE}/offline/`, 'https://user:secret@reconnect.example/offline/'];
const FOREIGN_ORIGINS = [
  'https://attacker.example/offline/',
  'https://sub.reconnect.example/offline/',
  'https://reconnect.example.attacker.example/offline/',
  'https://notreconnect.example/offline/',
  'https://reconnect.example.:443/offline/',
  'https://reconnect.example:8443/offline/',
  'https://xn--rconnect-fog.example/offline/',
  'https://reconnect.example@attacker.example/offline/',
];

interface Attack {
  readonly name: string;
  readonly address: string;
  /** Statements that run in the page at that address; `ask` posts to a window as the guide would. */
  readonly act: string;
  /** What the frame does then that the page made. */
  readonly inFrame?: string;
}
const ASK = `const ask = window => {
  window.postMessage(${message('hello')}, '*');
  window.postMessage(${message('check')}, '*');
};`;
/** A frame of this kind, and what the page does with it: `inside` is its window, and what it receives counts as received. */
const frame = (kind: string, act = '') => `
  const frame = document.createElement('iframe');
  ${kind}
  await new Promise(resolve => { frame.addEventListener('load', resolve); document.body.append(frame); });
  const inside = frame.contentWindow;
  try {
    inside.addEventListener('message', ({ data }) => data?.from === 'reconnect-extension' && heard.push(data));
  } catch {}
  ${act}`;
const GUIDE_IN_FRAME = `frame.src = '/offline/';`;
const TRICKS: readonly Attack[] = [
  { name: 'the guide around a frame of the guide', act: frame(GUIDE_IN_FRAME, 'ask(inside);') },
  { name: 'a frame of the guide that asks itself', act: frame(GUIDE_IN_FRAME), inFrame: 'ask(window)' },
  { name: 'a frame of the guide that asks the guide', act: frame(GUIDE_IN_FRAME), inFrame: 'ask(parent)' },
  { name: 'an empty frame that asks the guide', act: frame(''), inFrame: 'ask(parent)' },
  {
    name: 'a frame without an origin that asks the guide',
    act: frame(`frame.sandbox = 'allow-scripts'; ${GUIDE_IN_FRAME}`),
    inFrame: 'ask(parent)',
  },
  {
    name: 'an event of another origin',
    act: `dispatchEvent(new MessageEvent('message', { data: ${message('check')}, origin: 'https://x.example', source: window }));`,
  },
  {
    name: 'an event without a source',
    act: `dispatchEvent(new MessageEvent('message', { data: ${message('check')}, origin: location.origin }));`,
  },
  {
    name: 'a polluted prototype',
    act: `Object.assign(Object.prototype, ${message('check')});
      postMessage({}, '*');
      await new Promise(resolve => setTimeout(resolve, 200));
      for (const key of ['from', 'v', 'kind', 'id', 'target']) delete Object.prototype[key];`,
  },
].map(attack => ({ address: `${GUIDE}/offline/`, ...attack }));

const UNCOVERED = [
  ...[
    '127.0.0.1',
    '127.0.0.1:46811',
    '[::1]',
    '0.0.0.0',
    'localhost',
    '169.254.169.254:443',
    'metadata.google.internal',
  ],
  ...['224.0.0.1', '255.255.255.255', '[::ffff:127.0.0.1]', 'pc2', `${OFFICE}:22`, `${OFFICE}:80`],
];
const NO_TARGETS: readonly unknown[] = [
  ...[
    '/etc/passwd',
    'http://10.0.0.1/',
    '0x7f000001',
    '127.0x1',
    'mstsc /v:pc1',
    'pc1:1-65535',
    '',
    'pc1 pc2',
    '-oProxyCommand=x',
    'pc1;id',
  ],
  ...[{ host: 'pc1' }, ['pc1'], null, 7, 'a'.repeat(400), 'pc1\u0000', 'pc1\u202e', '10.0.0.0/8', '*'],
];

type ReceivedEvent = { readonly id?: string; readonly kind?: string; readonly event?: { readonly type: string } };
async function receivedBy(page: Screen): Promise<readonly ReceivedEvent[]> {
  const found = await page.evaluate('globalThis.heard');
  return Array.isArray(found) ? found : [];
}

/** The guide itself, asking last: when it has its answer, everybody else would have had theirs. */
async function control(browser: ExtensionBrowser): Promise<void> {
  const page = await browser.visit(`${GUIDE}/offline/`);
  await page.evaluate(LISTEN);
  await page.evaluate(`(() => { ${post('check', 'control')} })()`);
  await until('the guide is answered', async () => (await receivedBy(page)).some(({ event }) => isLast(event?.type)));
  await page.close();
}
const isLast = (type: string | undefined) => type === 'check.finished' || type === 'check.unavailable';

async function isSilent(browser: ExtensionBrowser, { address, act, inFrame }: Attack): Promise<boolean> {
  const page = await browser.visit(address);
  try {
    await page.evaluate(LISTEN);
    await page.evaluate(`(async () => { ${ASK} ${act} })()`);
    if (inFrame !== undefined) await page.evaluateInFrame(`(() => { ${ASK} ${inFrame} })()`);
    await control(browser);
    return (await receivedBy(page)).length === 0;
  } finally {
    await page.close();
  }
}

async function isAnswered(browser: ExtensionBrowser, address: string): Promise<boolean> {
  const page = await browser.visit(address);
  try {
    await page.evaluate(LISTEN);
    await page.evaluate(askAll);
    await until('an answer', async () => (await receivedBy(page)).some(({ event }) => isLast(event?.type)));
    return true;
  } finally {
    await page.close();
  }
}

/** The person is asked, and before they answer nothing is looked at. */
async function asksFirst(browser: ExtensionBrowser, target: string): Promise<boolean> {
  const page = await browser.visit(`${GUIDE}/offline/`);
  try {
    await page.evaluate(LISTEN);
    const window = await browser.opened('consent.html', () =>
      page.evaluate(`(() => { ${post('check', 'a', target)} })()`),
    );
    await window.seen('button:enabled');
    const types = (await receivedBy(page)).flatMap(({ event }) => event?.type ?? []);
    const offersAlways = await window.evaluate(`!document.querySelector('#always').hidden`);
    await window.close();
    return types.join() === 'consent.asked' && (offersAlways === false || target === 'pc2');
  } finally {
    await page.close();
  }
}

async function receivedAfter(browser: ExtensionBrowser, target: unknown): Promise<readonly ReceivedEvent[]> {
  const page = await browser.visit(`${GUIDE}/offline/`);
  try {
    await page.evaluate(LISTEN);
    const hostile = { from: 'reconnect-page', v: 1, kind: 'check', id: 'hostile', target };
    await page.evaluate(`(() => { postMessage(${JSON.stringify(hostile)}, '*'); ${post('check', 'after')} })()`);
    await until('the next one is answered', async () =>
      (await receivedBy(page)).some(({ id, event }) => id === 'after' && isLast(event?.type)),
    );
    return receivedBy(page);
  } finally {
    await page.close();
  }
}
