import { download } from './download.ts';
import { wordsOf } from './words.ts';
import {
  OFFLINE_EVENT,
  type OfflineState,
  type PageMessage,
  type Progress,
  type WorkerMessage,
} from './worker-messages.ts';

const words = wordsOf('stored-words');
const ANSWER_WITHIN_MS = 2000;

const bar = document.querySelector<HTMLProgressElement>('#stored-bar');

void begin();
document.addEventListener(OFFLINE_EVENT, event => {
  if (event instanceof CustomEvent) void follow(event.detail);
});
onClick('check', lookForUpdate);
onClick('clear', removeAll);
offerInstall();
document.querySelector<HTMLAnchorElement>('#single')?.addEventListener('click', event => {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLAnchorElement) void saveSingle(event.currentTarget);
});

/** Before the page's frame has said anything: it stores on the first visit, wherever that begins. */
async function begin(): Promise<void> {
  if (!('serviceWorker' in navigator)) return put('state', words('unsupported'));
  if (navigator.serviceWorker.controller) await show();
  else put('state', words('storing'));
}

async function follow(now: OfflineState): Promise<void> {
  if (now.state === 'storing') showProgress(now);
  else if (now.state === 'ready') await show();
  else put('state', words('failed'));
}

function showProgress({ done, total, bytes }: Progress): void {
  put('state', words('storing'));
  put('files', words('done', { done, total }));
  put('size', size(bytes));
  if (bar) bar.value = done / total;
}

/** What is stored, seen from the store itself and not from what should be there. */
async function show(): Promise<void> {
  const stored = await countStored();
  const description = await describe();
  const complete = description !== undefined && stored.files >= description.total;
  put('state', words(complete ? 'ready' : 'storing'));
  put('version', description?.version ?? '–');
  put('files', String(stored.files));
  put('size', size(stored.bytes));
  if (bar) bar.value = complete ? 1 : stored.files / (description?.total ?? Number.POSITIVE_INFINITY);
}

async function countStored(): Promise<{ files: number; bytes: number }> {
  let files = 0;
  let bytes = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    const responses = await cache.matchAll();
    files += responses.length;
    for (const response of responses) bytes += (await response.blob()).size;
  }
  return { files, bytes };
}

/** Asks the service worker that has stored it all; undefined where none answers in time. */
async function describe(): Promise<Extract<WorkerMessage, { type: 'described' }> | undefined> {
  const worker = navigator.serviceWorker.controller ?? (await navigator.serviceWorker.getRegistration())?.active;
  if (!worker) return undefined;
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    const late = setTimeout(() => resolve(undefined), ANSWER_WITHIN_MS);
    port1.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
      clearTimeout(late);
      resolve(data.type === 'described' ? data : undefined);
    };
    worker.postMessage({ type: 'describe' } satisfies PageMessage, [port2]);
  });
}

async function lookForUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined);
  await show();
}

async function removeAll(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  put('state', words('clear-done'));
  for (const part of ['version', 'files', 'size']) put(part, '–');
  if (bar) bar.value = 0;
}

/** The browser emits an event when it is ready to install; others have it in their menu. */
function offerInstall(): void {
  const button = document.getElementById('install');
  addEventListener('beforeinstallprompt', event => {
    event.preventDefault();
    if (!(button instanceof HTMLButtonElement) || !('prompt' in event) || typeof event.prompt !== 'function') return;
    const ask = event.prompt.bind(event);
    button.hidden = false;
    button.addEventListener('click', () => ask(), { once: true });
  });
}

/** A browser downloads past the service worker; fetched, the file comes from the store, with no network too. */
async function saveSingle({ href, download: name }: HTMLAnchorElement): Promise<void> {
  const answer = await fetch(href).catch(() => undefined);
  if (answer?.ok) download(name, 'text/html', await answer.text());
  else put('state', words('single-failed'));
}

function onClick(id: string, act: () => Promise<void>): void {
  document.getElementById(id)?.addEventListener('click', () => void act());
}

function put(part: string, value: string): void {
  const place = document.getElementById(`stored-${part}`);
  if (place) place.textContent = value;
}

function size(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.round(bytes / 1024)} KB`;
}
