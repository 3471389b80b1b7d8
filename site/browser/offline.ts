import { Workbox } from 'workbox-window';
import { trustedScript } from '../widget/element/trusted-script.ts';
import { wordsOf } from './words.ts';
import { OFFLINE_EVENT, type OfflineState, type WorkerMessage } from './worker-messages.ts';

const root = document.documentElement.dataset.root ?? '/';

/**
 * Stores the site on the first visit and says so. Never inside another page's frame, never in the way: every failure
 * ends in a page that works as long as the network does.
 */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || isFramed()) return;
  const show = stateLine();
  let over = false;
  try {
    const worker = new Workbox(trustedScript('reconnect', `${root}service-worker.js`), { scope: root });
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      if (data?.type === 'stored' && !over && !navigator.serviceWorker.controller) show({ ...data, state: 'storing' });
    });
    worker.addEventListener('waiting', () => offerUpdate(worker));
    if (navigator.serviceWorker.controller) show({ state: 'ready' });
    const registration = await worker.register();
    const stored = await Promise.race([navigator.serviceWorker.ready.then(() => true), givenUp(registration)]);
    over = true;
    show({ state: stored || navigator.serviceWorker.controller ? 'ready' : 'failed' });
  } catch {
    show({ state: navigator.serviceWorker.controller ? 'ready' : 'failed' });
  }
}

/** A file did not arrive, or was not the one of this build: the browser has thrown the new service worker away. */
function givenUp(registration: ServiceWorkerRegistration | undefined): Promise<false> {
  const worker = registration?.installing;
  return new Promise(resolve => {
    const settle = () => {
      if (worker?.state === 'redundant' || !(registration?.installing || registration?.waiting || registration?.active))
        resolve(false);
    };
    worker?.addEventListener('statechange', settle);
    settle();
  });
}

function isFramed(): boolean {
  return window.top !== window.self;
}

function stateLine(): (now: OfflineState) => void {
  const line = document.getElementById('offline-state');
  const words = wordsOf('page-words');
  return now => {
    document.dispatchEvent(new CustomEvent(OFFLINE_EVENT, { detail: now }));
    // While it counts only the page about the store says so: nothing moves where somebody looks for help.
    if (!line || now.state === 'storing') return;
    line.hidden = false;
    line.dataset.state = now.state;
    line.textContent = words(now.state);
  };
}

/** A newer version waits until the person takes it, and is never offered in the middle of a case. */
function offerUpdate(worker: Workbox): void {
  if (document.querySelector('rdp-diagnosis') || document.querySelector('.update')) return;
  const words = wordsOf('page-words');
  const bar = document.createElement('p');
  bar.className = 'update';
  bar.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button less';
  button.textContent = words('act');
  bar.append(words('update'), ' ', button);
  document.body.append(bar);
  button.addEventListener('click', () => {
    button.disabled = true;
    // Only the person's own click leads to a reload, and only once.
    worker.addEventListener('controlling', () => location.reload());
    worker.messageSkipWaiting();
  });
}
