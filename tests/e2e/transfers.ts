import type { Page } from 'playwright';

/** What came over the wire for one file: squeezed as the server sent it, with its headers. */
export interface Transfer {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Every file that a fresh page fetches until `ready` stands in it, as Chromium's network layer counted it. What the page
 * itself asks for once that is drawn is not among them.
 */
export async function transfersUntil(page: Page, url: string, ready: string): Promise<Transfer[]> {
  const network = await page.context().newCDPSession(page);
  const paths = new Map<string, string>();
  const transfers: Transfer[] = [];
  network.on('Network.responseReceived', ({ requestId, response }) => {
    paths.set(requestId, new URL(response.url).pathname);
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    transfers.push({ path: paths.get(requestId) ?? '', bytes: encodedDataLength });
  });
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.addInitScript(noteWhenDrawn, ready);
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator(ready).first().waitFor();
  const later = await page.evaluate(fetchedLater);
  await network.detach();
  return transfers.filter(transfer => !later.includes(transfer.path));
}

/** Runs in the page before everything else: notes the frame that draws it, in the page or in the element's own tree. */
function noteWhenDrawn(selector: string): void {
  const [host = '', inside = ''] = selector.split(/ (.*)/);
  const look = () => {
    const drawn =
      document.querySelector(selector) ??
      (inside === '' ? null : document.querySelector(host)?.shadowRoot?.querySelector(inside));
    if (drawn) Reflect.set(window, 'drawnAt', performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page. */
function fetchedLater(): string[] {
  const drawnAt = Number(Reflect.get(window, 'drawnAt'));
  return performance
    .getEntriesByType('resource')
    .flatMap(entry =>
      entry instanceof PerformanceResourceTiming &&
      (entry.initiatorType === 'fetch' || new URL(entry.name).pathname.startsWith('/widget/')) &&
      entry.startTime > drawnAt
        ? [new URL(entry.name).pathname]
        : [],
    );
}

export const isFont = ({ path }: Transfer): boolean => path.endsWith('.woff2');
export const isIcon = ({ path }: Transfer): boolean => /manifest|\.(?:svg|png|ico)$/.test(path);
export const sum = (transfers: readonly Transfer[]): number => transfers.reduce((total, { bytes }) => total + bytes, 0);
