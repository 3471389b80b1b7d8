import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { openBrowser } from '../e2e/pages.ts';

/**
 * From the arrival of the widget's script to its first question, in Chromium, with nothing in any cache: the knowledge in
 * the page and beside the script, in a tab that was opened this moment and in one that has shown a page before. A new
 * tab's process is still starting up while the script arrives. The same page with an empty script tells what is the
 * browser's own. Needs `npm run build`.
 */
const RUNS = 15;
/** A tab's process has settled by then, and an article is read to its question. */
const REST_MS = 700;
const dist = path.resolve(import.meta.dirname, '../../dist');
const knowledge = readFileSync(path.join(dist, 'knowledge.json'), 'utf8');
const script = readFileSync(path.join(dist, 'widget', 'reconnect.js'));
const answers = readFileSync(path.join(dist, 'widget', 'reconnect-answers.js'));
const EMPTY = "document.querySelector('rdp-diagnosis').attachShadow({ mode: 'open' }).innerHTML = '<p id=heading>';";

/** In the page: when the script had arrived, when the first question was there to be painted, and when it was painted. */
const MEASURE = `
  const look = () => {
    if (!document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector('#heading')) return requestAnimationFrame(look);
    const there = performance.now();
    const after = new MessageChannel();
    after.port1.onmessage = () => {
      const [arrived] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
      window.measured = { there: there - arrived.responseEnd, painted: performance.now() - arrived.responseEnd };
    };
    after.port2.postMessage(0);
  };
  requestAnimationFrame(look);
`;

const article = (
  src: string,
  inside: string,
): string => `<!doctype html><title>Article</title><script>${MEASURE}</script>
  <h1>Article</h1><rdp-diagnosis code="mac-client:0x4">${inside}</rdp-diagnosis>
  <script type="module" src="/widget/${src}"></script>`;
const inline = `<script type="application/json">${knowledge.replaceAll('<', '\\u003c')}</script>`;
const FILES: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
  '/': ['text/html', '<!doctype html><title>Another page</title><p>Another page</p>'],
  '/in-the-page': ['text/html', article('reconnect.js', inline)],
  '/beside': ['text/html', article('reconnect.js', '')],
  '/empty': ['text/html', article('empty.js', inline)],
  '/widget/reconnect.js': ['text/javascript', script],
  '/widget/reconnect-answers.js': ['text/javascript', answers],
  '/widget/empty.js': ['text/javascript', EMPTY],
  '/knowledge.json': ['application/json', knowledge],
};
const server = createServer(({ url = '' }, response) => {
  const [type, body] = FILES[url] ?? ['text/plain', ''];
  response.writeHead(FILES[url] === undefined ? 404 : 200, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
});
await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
const bound = server.address();
const origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
const browser = await openBrowser();

interface Measured {
  readonly there: number;
  readonly painted: number;
}

async function measure(page: string, used: boolean): Promise<Measured> {
  const context = await browser.newContext();
  const tab = await context.newPage();
  if (used) {
    await tab.goto(`${origin}/`);
    await tab.waitForTimeout(REST_MS);
  }
  await tab.goto(origin + page, { waitUntil: 'commit' });
  await tab.waitForTimeout(REST_MS); // asking the page meanwhile would be part of what is measured
  const measured = (await tab.evaluate('window.measured')) as Measured;
  await context.close();
  return measured;
}

console.log(`reconnect.js: ${gzipSync(script, { level: 9 }).length} bytes gzip, without knowledge`);
console.log(`first question after the script's arrival, ms, ${RUNS} cold starts: best, median, worst`);
console.log(`${''.padEnd(44)}${'there'.padStart(14)}${'painted'.padStart(16)}`);
for (const [name, page] of [
  ['knowledge in the page', '/in-the-page'],
  ['knowledge beside the script', '/beside'],
  ['an empty script in the same page', '/empty'],
] as const) {
  for (const used of [false, true]) {
    const runs: Measured[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await measure(page, used));
    const told = (['there', 'painted'] as const).map(kind => {
      const sorted = runs.map(one => one[kind]).toSorted((a, b) => a - b);
      return [0, 0.5, 1].map(at => sorted[Math.floor(at * (RUNS - 1))]?.toFixed(0).padStart(4)).join(' ');
    });
    console.log(`${`${name}, ${used ? 'used' : 'new'} tab`.padEnd(44)}${told.join('  ')}`);
  }
}
await browser.close();
server.close();
