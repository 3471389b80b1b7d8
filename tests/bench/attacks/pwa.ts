import http from 'node:http';
import type { Browser, Page } from 'playwright';
import { serveSite } from '../../../site/serve.ts';
import { openBrowser, SITE, untilStored } from '../../e2e/pages.ts';
import { freePort } from '../../e2e/ports.ts';
import { type AttackRow, rowOf } from './row.ts';

/** What a network says in the place of the site. */
interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}
type Meddling = (path: string) => Answer | undefined;

const SIGN = 'Hotel sign-in';
const PAGE: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: `<title>${SIGN}</title><h1>${SIGN}</h1>`,
};
const SCRIPT: Answer = { status: 200, headers: { 'content-type': 'text/javascript' }, body: `/* ${SIGN} */` };
const elsewhere: Answer = { status: 302, headers: { location: '/portal' }, body: '' };
const onlyAt =
  (wanted: string, answer: Answer): Meddling =>
  path =>
    path === wanted ? answer : path === '/portal' ? PAGE : undefined;
const everywhere =
  (answer: Answer): Meddling =>
  path =>
    path === '/portal' ? PAGE : answer;

const ON_THE_FIRST_VISIT: readonly (readonly [what: string, meddling: Meddling])[] = [
  ['a page of the portal, with 200', onlyAt('/guides/index.html', PAGE)],
  ['a page of the portal, with 302', onlyAt('/guides/index.html', elsewhere)],
  ['a script', onlyAt('/widget/reconnect.js', SCRIPT)],
  ['the knowledge', onlyAt('/knowledge.json', { ...PAGE, body: `{"version":1,"note":"${SIGN}"}` })],
  ['an empty style', onlyAt('/logo.svg', { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: '' })],
  ['no answer but an error', onlyAt('/codes/index.html', { status: 503, body: SIGN })],
];
const ADDRESSES = ['', 'guides/error-0x4/', 'diagnose/', 'codes/', 'nowhere/', 'causes', 'report/', 'embed/'];

/** Networks that put their own bytes in the place of ours, before and after the site is stored; a real Chromium. */
export async function pwa(): Promise<readonly AttackRow[]> {
  const network = await openNetwork();
  const browser = await openBrowser();
  try {
    return [
      await rowOf(
        'files altered on the first visit',
        ON_THE_FIRST_VISIT,
        one => staysUnstored(browser, network, one[1]),
        ([what]) => what,
      ),
      ...(await storedRows(browser, network)),
    ];
  } finally {
    await browser.close();
    await network.close();
  }
}

/** INVARIANT of the worker: all of this build is stored, or nothing. */
async function staysUnstored(browser: Browser, network: Network, meddling: Meddling): Promise<boolean> {
  network.meddle(meddling);
  return inContext(browser, async page => {
    await page.goto(network.url);
    await page.locator('#offline-state[data-state="failed"]').waitFor({ timeout: 60_000 });
    const active = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
    return active === undefined && !(await holdsTheirs(page));
  });
}

async function storedRows(browser: Browser, network: Network): Promise<readonly AttackRow[]> {
  network.meddle(() => undefined);
  return inContext(browser, async page => {
    await page.goto(network.url);
    await untilStored(page);
    const isOurs = async (address: string) => {
      await page.goto(network.url + address);
      return !(await page.title()).includes(SIGN) && !(await holdsTheirs(page));
    };
    const rows: AttackRow[] = [];
    for (const [what, answer] of [
      ['200', PAGE],
      ['302', elsewhere],
    ] as const) {
      network.meddle(everywhere(answer));
      rows.push(await rowOf(`addresses once stored, a portal that answers ${what}`, ADDRESSES, isOurs));
    }
    const worker = await (await fetch(new URL('service-worker.js', network.site))).text();
    // Of a newer release, in which that page is another one: what has not changed is not fetched again.
    const newer: Meddling = path =>
      path === '/service-worker.js'
        ? { ...SCRIPT, body: worker.replace(/"revision":"\w+"(?=,"url":"guides\/index\.html")/, '"revision":"newer"') }
        : onlyAt('/guides/index.html', PAGE)(path);
    rows.push(
      await rowOf(
        'a newer worker whose files are not ours',
        [newer],
        async meddling => {
          network.meddle(meddling);
          const state = await page.evaluate(async () => {
            const registration = await navigator.serviceWorker.ready;
            await registration.update().catch(() => undefined);
            const installing = registration.installing;
            if (installing !== null)
              await new Promise<void>(resolve => {
                installing.addEventListener('statechange', () => resolve());
              });
            return registration.waiting?.state ?? 'none';
          });
          return state === 'none' && (await isOurs('guides/'));
        },
        () => 'a newer worker',
      ),
    );
    return rows;
  });
}

async function inContext<T>(browser: Browser, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Whether anything that the browser has stored is the network's. */
function holdsTheirs(page: Page): Promise<boolean> {
  return page.evaluate(async sign => {
    for (const name of await caches.keys())
      for (const response of await (await caches.open(name)).matchAll())
        if (
          /html|script|json/.test(response.headers.get('content-type') ?? '') &&
          (await response.text()).includes(sign)
        )
          return true;
    return false;
  }, SIGN);
}

interface Network {
  /** Where the browser finds the site, and where it really is. */
  readonly url: string;
  readonly site: string;
  meddle(meddling: Meddling): void;
  close(): Promise<void>;
}

/** The site behind a network that says what it likes in its place. */
async function openNetwork(): Promise<Network> {
  const site = await serveSite({ dir: SITE, port: await freePort() });
  let meddling: Meddling = () => undefined;
  const server = http.createServer((request, response) => {
    const told = meddling(new URL(request.url ?? '/', site.url).pathname);
    if (told !== undefined) return void response.writeHead(told.status, told.headers).end(told.body);
    const { method, headers } = request;
    const passed = http.request(new URL(request.url ?? '/', site.url), { method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.once('error', () => response.destroy());
    request.pipe(passed);
  });
  const port = await freePort();
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}/`,
    site: site.url,
    meddle: next => {
      meddling = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await site.close();
    },
  };
}
