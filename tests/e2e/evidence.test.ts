import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { EVIDENCE_WORKER_FILE as WORKER } from '../../site/widget/lazy/evidence-worker-file.ts';
import { captureOf, HOST, Scene } from '../unit/captures/scene.ts';
import { article } from './articles.ts';
import { dropping, droppingParts } from './dropped-file.ts';
import { openArticles } from './opened-articles.ts';
import { withPageInEachBrowser } from './page-in-each-browser.ts';
import { SITE } from './pages.ts';
import { untilIn } from './tab.ts';
import { type Place, WidgetPage } from './widget-page.ts';

const REFUSED = captureOf(new Scene().client('S').server('RA').packets);

const opened = openArticles(({ script, widget, frame }) => ({
  article: { html: article(script + widget()) },
  framed: { html: article(frame()) },
}));

/** Our site where somebody has lost the worker's script and the words of the answers, with a page whose policy allows no worker. */
let folder: string;
let lacking: ServedSite;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-evidence-'));
  await cp(SITE, folder, { recursive: true });
  await rm(path.join(folder, 'widget', WORKER));
  await rm(path.join(folder, 'answer-words.json'));
  await mkdir(path.join(folder, 'forbidding'));
  await writeFile(
    path.join(folder, 'forbidding', 'index.html'),
    `<!doctype html><meta http-equiv="content-security-policy" content="worker-src 'none'">
     <script type="module" src="/widget/reconnect.js"></script><rdp-diagnosis knowledge="/knowledge.json"></rdp-diagnosis>`,
  );
  lacking = await serveSite({ dir: folder, port: 0 });
});
afterAll(async () => {
  await lacking?.close();
  await rm(folder, { recursive: true, force: true });
});

withPageInEachBrowser(visitor => {
  const FIELD = `document.querySelector('.ask')`;
  const inWidget = ({ flow = `document.querySelector('rdp-diagnosis')` }: Place = {}) =>
    `${flow}.shadowRoot.querySelector('.ask')`;
  /** Before the page begins a worker: how many it has begun, and how many of them it has ended. */
  const countWorkers = () =>
    visitor().evaluate(`(() => {
      window.begun = window.ended = 0;
      window.Worker = class extends Worker {
        constructor(...about) { super(...about); window.begun++; }
        terminate() { super.terminate(); window.ended++; }
      };
    })()`);

  test('a capture on the start page → read in a worker, which ends with it', async () => {
    await visitor().goto(opened.base());
    await countWorkers();
    visitor().requested();
    await visitor().evaluate(dropping(FIELD, REFUSED));
    await untilIn(visitor().evaluate, `document.querySelector('#read .ticks')?.textContent.includes('${HOST}')`);
    const asked = visitor().requested();
    expect(asked.filter(address => address.includes('read-in-pieces'))).toEqual([]);
    expect(asked.filter(address => address.includes(WORKER))).toHaveLength(1);
    expect(await visitor().evaluate('[begun, ended]')).toEqual([1, 1]);
  });

  test.each<[where: string, address: () => string, reader: string, place: Place]>([
    ['our flow', () => `${opened.base()}diagnose/`, WORKER, {}],
    ['our frame in an article', () => opened.at('framed'), WORKER, { where: 'frame' }],
    ['an article of another origin', () => opened.at('article'), 'read-in-pieces', {}],
    ['a page that allows no worker', () => `${lacking.url}forbidding/`, 'read-in-pieces', {}],
    ['a site that has lost the script of the worker', () => `${lacking.url}diagnose/`, 'read-in-pieces', {}],
  ])('a capture in %s → what it shows, whoever can read it', async (_, address, reader, place) => {
    visitor().requested();
    await visitor().goto(address());
    const widget = new WidgetPage(visitor(), place);
    await widget.screen('describing');
    const evaluate = place.where === 'frame' ? visitor().evaluateInFrame : visitor().evaluate;
    await evaluate(dropping(inWidget(place), REFUSED));
    await widget.waitsFor(`$('.understood')?.textContent.includes('${HOST}')`);
    const asked = visitor().requested();
    const readers = [WORKER, 'read-in-pieces'].filter(file => asked.some(one => one.includes(file)));
    expect(readers.at(-1)).toBe(reader);
  });

  test('the words of the answers do not come → one sentence instead of a line that never ends', async () => {
    await visitor().goto(lacking.url);
    await visitor().evaluate(dropping(FIELD, REFUSED));
    await untilIn(visitor().evaluate, `document.querySelector('#read').textContent.includes('We’ll ask you')`);
  });

  test('a capture in an article of another origin → no line in the log of its author', async () => {
    await visitor().goto(opened.at('article'));
    const widget = new WidgetPage(visitor());
    await widget.screen('describing');
    await countWorkers();
    await visitor().evaluate(dropping(inWidget(), REFUSED));
    await widget.waitsFor(`$('.understood')?.textContent.includes('${HOST}')`);
    expect(await visitor().evaluate('[begun, faults]')).toEqual([0, []]);
  });

  test('typed in the middle of a long capture → nothing of it goes on, and what was typed is read', async () => {
    await visitor().goto(opened.base());
    await countWorkers();
    await visitor().evaluate(`new MutationObserver((_, self) => {
      if (!document.querySelector('#read').textContent.includes('%')) return;
      self.disconnect();
      window.endedThen = window.ended;
      const field = document.querySelector('#seen');
      field.value = '0x204';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }).observe(document.querySelector('#read'), { childList: true, subtree: true, characterData: true })`);
    const long = `[Uint8Array.from(${JSON.stringify([...REFUSED])}), ...Array(60).fill(new Uint8Array(1024 * 1024))]`;
    await visitor().evaluate(droppingParts(FIELD, long));
    await untilIn(visitor().evaluate, `document.querySelector('#read .ticks')?.textContent.includes('0x204')`);
    await untilIn(visitor().evaluate, 'ended === 1');
    expect(await visitor().evaluate('[begun, endedThen]')).toEqual([1, 0]);
    expect(await visitor().evaluate(`document.querySelector('#read').textContent`)).not.toContain(HOST);
  });

  test('a capture that is damaged from its first packet on → one sentence, and no worker stays', async () => {
    await visitor().goto(`${opened.base()}diagnose/`);
    const widget = new WidgetPage(visitor());
    await widget.screen('describing');
    await countWorkers();
    await visitor().evaluate(dropping(inWidget(), Uint8Array.from([...captureOf([]), ...Array(4_000).fill(0xff)])));
    await widget.waitsFor(`$('.understood')?.textContent.includes('We’ll ask you')`);
    expect(await visitor().evaluate('[begun, ended]')).toEqual([1, 1]);
  });
});
