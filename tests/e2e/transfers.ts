import type { Page } from 'playwright';

/** What came over the wire for one file: squeezed as the server sent it, with its headers. */
export interface Transfer {
  readonly path: string;
  readonly bytes: number;
}

/** Every file that a fresh page fetches until `ready`, as Chromium's network layer counted it. */
export async function transfersUntil(page: Page, url: string, ready: () => Promise<unknown>): Promise<Transfer[]> {
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
  await page.goto(url, { waitUntil: 'networkidle' });
  await ready();
  await network.detach();
  return transfers;
}

export const isFont = ({ path }: Transfer): boolean => path.endsWith('.woff2');
export const isIcon = ({ path }: Transfer): boolean => /manifest|\.(?:svg|png|ico)$/.test(path);
export const sum = (transfers: readonly Transfer[]): number => transfers.reduce((total, { bytes }) => total + bytes, 0);
