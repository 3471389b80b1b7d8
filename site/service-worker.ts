import { PrecacheController, type PrecacheEntry, PrecacheRoute } from 'workbox-precaching';
import { createPartialResponse } from 'workbox-range-requests';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import {
  type PageMessage,
  SHARED,
  SHARED_LIMIT_BYTES,
  SHARED_NAME,
  type WorkerMessage,
} from './browser/worker-messages.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Stores the whole site on the first visit and answers from the store before it asks any network: a network that is
 * slow, silent or full of somebody else's pages makes no difference. INVARIANT: only bytes of this very build are
 * stored; every entry carries its hash, which a portal's page cannot have.
 */
const manifest = self.__WB_MANIFEST.filter((entry): entry is PrecacheEntry => typeof entry !== 'string');
const LANES = 8;
const TOLD_EVERY = 10;
const UNKNOWN_PAGE_DEADLINE_MS = 3000;
/** Every page of ours says so; a portal's does not. */
const SIGN = 'name="application-name" content="Reconnect"';

const shareAddress = new URL('share/', self.registration.scope).href;

// A player asks for a part of a film, and some take nothing but that part.
const controller = new PrecacheController({
  plugins: [
    {
      cachedResponseWillBeUsed: async ({ request, cachedResponse }) =>
        cachedResponse && request.headers.has('range')
          ? createPartialResponse(request, cachedResponse)
          : cachedResponse,
    },
  ],
});
controller.addToCacheList([...manifest]);
const integrityOf = new Map(manifest.map(({ url, integrity }) => [new URL(url, self.location.href).href, integrity]));

self.addEventListener('install', event => event.waitUntil(storeAll(event)));
self.addEventListener('activate', event => {
  event.waitUntil(controller.activate(event));
  event.waitUntil(self.clients.claim());
});
self.addEventListener('message', event => {
  const message: PageMessage = event.data;
  if (message?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  else if (message?.type === 'describe') event.waitUntil(describe(event.ports[0]));
});

registerRoute(
  new PrecacheRoute(controller, {
    directoryIndex: 'index.html',
    cleanURLs: false,
    ignoreURLParametersMatching: [/.*/],
    urlManipulation: ({ url }) => [new URL(`${url.origin}${url.pathname.replace(/\/?$/, '/')}index.html`)],
  }),
);
registerRoute(
  ({ url }) => url.href === shareAddress,
  ({ request }) => takeShare(request),
  'POST',
);
registerRoute(new NavigationRoute(({ request }) => unknownPage(request)));

/**
 * What another app shares with us, as the manifest's share target says it. It stays on this device: kept until the start
 * page takes it, and never sent on. Of what is too large only so much is kept that the start page can say so.
 */
async function takeShare(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const [file] = form.getAll('file').filter(part => part instanceof File);
  const said = ['text', 'url', 'title']
    .map(name => form.get(name))
    .find(part => typeof part === 'string' && part !== '');
  const shared = file ?? new File([said ?? ''], '');
  const shelf = await caches.open(SHARED);
  const headers = { [SHARED_NAME]: encodeURIComponent(shared.name) };
  await shelf.put(shareAddress, new Response(shared.slice(0, SHARED_LIMIT_BYTES + 1), { headers }));
  return Response.redirect(new URL('./#shared', self.registration.scope).href, 303);
}

/** Several at a time: there are hundreds of small pages, and a round trip each would take minutes. */
async function storeAll(event: ExtendableEvent): Promise<void> {
  const waiting = [...controller.getURLsToCacheKeys()];
  const total = waiting.length;
  let done = 0;
  let bytes = 0;
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const size = await store(event, ...next).catch((error: unknown) => {
        // One file that is not ours is enough: the other lanes stop as well.
        waiting.length = 0;
        throw error;
      });
      bytes += size;
      done++;
      if (done % TOLD_EVERY === 0) await tell({ type: 'stored', done, total, bytes });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Resolves with the size of the file. */
async function store(event: ExtendableEvent, url: string, cacheKey: string): Promise<number> {
  const integrity = integrityOf.get(url);
  const request = new Request(url, { cache: 'no-cache', credentials: 'same-origin', ...(integrity && { integrity }) });
  const [response] = await Promise.all(controller.strategy.handleAll({ params: { cacheKey }, request, event }));
  return (await response.blob()).size;
}

/** Not in the store: newer than it, or a wrong address. Only a page of ours is shown, nothing is stored. */
async function unknownPage(request: Request): Promise<Response> {
  try {
    const response = await fetch(request.url, { signal: AbortSignal.timeout(UNKNOWN_PAGE_DEADLINE_MS) });
    const text = await response.clone().text();
    if (response.ok && !response.redirected && text.includes(SIGN)) return response;
  } catch {
    // No network, or none that answers.
  }
  const lost = await controller.matchPrecache('lost/index.html');
  return lost ? new Response(lost.body, { status: 404, headers: lost.headers }) : Response.error();
}

async function describe(port: MessagePort | undefined): Promise<void> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(manifest)));
  const version = [...new Uint8Array(bytes).slice(0, 4)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  port?.postMessage({ type: 'described', version, total: manifest.length } satisfies WorkerMessage);
}

async function tell(message: WorkerMessage): Promise<void> {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}
