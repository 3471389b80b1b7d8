import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { buildIfStale } from '../.tasks/build.ts';
import { unsetIdentities } from '../.tasks/release/identities.ts';
import { DOWNLOADS, GUIDE } from '../.tasks/release/release.ts';
import { environment, run } from '../.tasks/run.ts';
import { loadStrings } from '../content/words.ts';
import { startPracticeHosts } from '../extension/helper/practice/index.ts';
import { parseDownloads } from '../extension/wire/downloads.ts';
import { serveSite } from '../site/serve.ts';
import { openExtended } from './e2e/chromium.ts';
import { openBrowser, SITE } from './e2e/pages.ts';
import { listingOf } from './store-listing.ts';

/**
 * `npm run store`: everything that the browsers' stores ask for, in dist/store/: the listing's texts, the packages, and
 * pictures of the running product in the sizes that are asked for. The picture of the README is made anew beside it.
 */
const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'dist', 'store');
const SCREENSHOT = { width: 1280, height: 800 };
const TILE = { width: 440, height: 280 };
const README = { width: 1732, height: 584, start: 900 };
const MARK = `<svg viewBox="0 0 16 16" aria-hidden="true"><path stroke="#14201c" d="M1.6 12.6H4.2M11.8 3.4H14.4"/><path stroke="#00796a" d="M6.4 9.9L9.6 6.1"/></svg>`;

await buildIfStale();
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const words = await loadStrings(path.join(root, 'content/en/store.yaml'));
const word = (key: string): string => {
  const found = words[key];
  if (found === undefined) throw new Error(`content/en/store.yaml has no "${key}"`);
  return found;
};

const addresses = { guide: GUIDE, downloads: parseDownloads(DOWNLOADS) };
await writeFile(path.join(folder, 'listing.txt'), listingOf(words, addresses));
await copyFile(path.join(root, 'dist/extension/reconnect-firefox.zip'), path.join(folder, 'reconnect-firefox.zip'));
await packForChrome();
const popups = await photographPopups();
await composePictures(popups);
await composeForReadme(popups);
for (const line of unsetIdentities()) console.log(`not ready: ${line}`);
console.log(`The listing, the packages and the pictures are in ${path.relative(root, folder)}`);

async function packForChrome(): Promise<void> {
  environment.RECONNECT_STORE = '1';
  const packed = await run('wxt', ['zip', 'extension', '-b', 'chrome', '--mv3']);
  if (!packed.ok) throw new Error(packed.output);
  const build = path.join(folder, 'build');
  await copyFile(path.join(build, 'reconnect-chrome.zip'), path.join(folder, 'reconnect-chrome.zip'));
  await rm(build, { recursive: true });
}

/** The popup in the states that say most, from the running product, twice as sharp as a screen. */
async function photographPopups(): Promise<Readonly<Record<string, Buffer>>> {
  const practice = await startPracticeHosts({ only: ['healthy-nla', 'refused'] });
  const addressOf = (id: string) => `127.0.0.1:${practice.hosts.find(host => host.id === id)?.port}`;
  const shown: Record<string, Buffer> = {};
  const extended = await openExtended({ helper: true, sharpness: 2 });
  const page = await extended.openPopup();
  await page.locator('#helper-word:disabled').waitFor();
  for (const [name, id] of [
    ['healthy', 'healthy-nla'],
    ['refused', 'refused'],
  ] as const) {
    await page.locator('#home').click();
    await page.locator('#said').fill(addressOf(id));
    await page.locator('#target button').click();
    await page.locator('#result:not([hidden])').waitFor();
    await page.locator('rdp-diagnosis .root:not([data-screen="checking"])').waitFor();
    shown[name] = await still(page);
  }
  await extended.close();
  const alone = await openExtended({ helper: false, sharpness: 2 });
  const asking = await alone.openPopup();
  await asking.locator('#ask').click();
  await asking.locator('rdp-diagnosis #said').fill('0x204');
  await asking.locator('rdp-diagnosis .understood label').first().waitFor();
  await asking.locator('rdp-diagnosis button.strong').first().click();
  await asking.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
  shown.asking = await still(asking);
  await alone.close();
  await practice.close();
  return shown;
}

async function still(page: Page): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready);
  return page.screenshot({ animations: 'disabled' });
}

/** Each popup beside what it shows, in the sizes of the stores; and the small tile. */
async function composePictures(popups: Readonly<Record<string, Buffer>>): Promise<void> {
  const font = (await readFile(path.join(root, 'site/styles/font/atkinson-hyperlegible-next.woff2'))).toString(
    'base64',
  );
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: SCREENSHOT });
  for (const [at, [name, picture]] of Object.entries(popups).entries()) {
    const image = `<img alt="" src="data:image/png;base64,${picture.toString('base64')}">`;
    await page.setContent(sheet(font, `<h1>${word(`picture.${name}`)}</h1>${image}`));
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: path.join(folder, `screenshot-${at + 1}-${name}.png`) });
  }
  await page.setViewportSize(TILE);
  await page.setContent(sheet(font, `<h1 class="tile">${MARK}${word('tile')}</h1>`));
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, 'tile.png') });
  await browser.close();
}

/** The README's: the start page, and the popup where a line breaks and where something is tried. */
async function composeForReadme({ refused, asking }: Readonly<Record<string, Buffer>>): Promise<void> {
  const site = await serveSite({ dir: SITE, port: 0 });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: README.start, height: README.height - 24 } });
  await page.goto(site.url);
  const start = await still(page);
  const images = [start, refused, asking].flatMap(picture =>
    picture === undefined ? [] : `<img alt="" src="data:image/png;base64,${picture.toString('base64')}">`,
  );
  // The guide's own page takes no HTML from a script.
  const sheet = await browser.newPage({ viewport: README });
  await sheet.setContent(`<!doctype html><style>
    body { margin: 12px; display: flex; gap: 24px; background: #e9ede8 }
    img { height: ${README.height - 24}px; object-fit: cover; object-position: left top }
    img:first-child { width: ${README.start}px }
  </style>${images.join('')}`);
  await sheet.screenshot({ path: path.join(root, '.pictures', 'reconnect.png') });
  await browser.close();
  await site.close();
}

function sheet(font: string, content: string): string {
  return `<!doctype html><style>
    @font-face { font-family: A; src: url(data:font/woff2;base64,${font}); font-weight: 200 800 }
    * { box-sizing: border-box; margin: 0 }
    body { height: 100vh; display: flex; align-items: center; justify-content: center; gap: 80px; padding: 0 64px;
      background: #e9ede8; color: #14201c; font-family: A, sans-serif }
    h1 { width: 460px; font-size: 52px; line-height: 1.12; font-weight: 680; letter-spacing: -0.02em; text-wrap: balance }
    img { width: 456px; height: 672px; border-radius: 12px; box-shadow: 0 1px 2px #0003, 0 18px 48px #0002 }
    .tile { width: auto; font-size: 38px }
    svg { display: block; width: 56px; margin-bottom: 16px; fill: none; stroke-width: 3; stroke-linecap: round }
  </style>${content}`;
}
