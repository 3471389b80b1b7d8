import { expect, test } from 'vitest';
import { serveSite } from '../../site/serve.ts';
import { openBrowser, SITE, untilStored, watchedContext } from './pages.ts';
import { freePort } from './ports.ts';

test('the recording plays from the store with server and network gone, to any second of it, with its captions', async () => {
  const site = await serveSite({ dir: SITE, port: await freePort() });
  const browser = await openBrowser();
  const { context, foreignRequests, faults } = await watchedContext(browser, [new URL(site.url).origin]);
  const page = await context.newPage();
  const asked: string[] = [];
  context.on('request', request => asked.push(new URL(request.url()).pathname));
  await page.goto(`${site.url}guides/error-0x4/`);
  await untilStored(page);
  await site.close();
  await context.setOffline(true);
  asked.length = 0;
  await page.reload();
  const film = page.locator('.walkthrough video');
  expect(asked.filter(address => address.endsWith('.webm'))).toEqual([]);
  const played = await film.evaluate(async (video: HTMLVideoElement) => {
    const until = (name: string) =>
      new Promise<void>((resolve, reject) => {
        video.addEventListener(name, () => resolve(), { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
      });
    const known = until('loadedmetadata');
    video.muted = true;
    await video.play();
    await known;
    const sought = until('seeked');
    video.currentTime = video.duration - 3;
    await sought;
    video.pause();
    const [captions] = video.textTracks;
    return {
      at: video.currentTime,
      lasts: video.duration,
      width: video.videoWidth,
      captions: captions?.cues?.length ?? 0,
      shown: captions?.mode,
    };
  });
  expect(played.at).toBeGreaterThan(played.lasts - 4);
  expect(played.captions).toBeGreaterThan(5);
  expect(played).toMatchObject({ width: 480, shown: 'showing' });
  expect(foreignRequests).toEqual([]);
  expect(faults).toEqual([]);
  await browser.close();
});
