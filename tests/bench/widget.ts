import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { serveSite } from '../../site/serve.ts';
import { openBrowser, SITE } from '../e2e/pages.ts';

/**
 * From the arrival of the widget's script to the first question on the screen, in Chromium: the knowledge in the page
 * and beside the script, cold (a fresh context) each time. Needs `npm run build`.
 */
const RUNS = 15;
const dist = path.resolve(import.meta.dirname, '../../dist');
const knowledge = readFileSync(path.join(dist, 'knowledge.json'), 'utf8').replaceAll('<', '\\u003c');
const script = readFileSync(path.join(dist, 'widget', 'reconnect.js'));
const site = await serveSite({ dir: SITE, port: 0 });
const browser = await openBrowser();

/** In the page: when the script had arrived, and when the first question was there to be painted. */
const MEASURED = `new Promise(resolve => {
  const look = () => {
    const asked = document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector('#heading');
    if (!asked) return requestAnimationFrame(look);
    const [arrived] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('reconnect.js'));
    resolve(performance.now() - arrived.responseEnd);
  };
  look();
})`;

interface Measured {
  readonly waited: number;
  /** Of the page's main thread, from its very beginning: what a machine without other work would take at most. */
  readonly busy: number;
}

async function measure(inline: boolean): Promise<Measured> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const inside = inline ? `<script type="application/json">${knowledge}</script>` : '';
  const body = `<!doctype html><title>Article</title><h1>Article</h1><rdp-diagnosis code="mac-client:0x4">${inside}</rdp-diagnosis><script type="module" src="${site.url}widget/reconnect.js"></script>`;
  await page.route('**/article', route => route.fulfill({ contentType: 'text/html', body }));
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${site.url}article`, { waitUntil: 'commit' });
  const waited = Number(await page.evaluate(MEASURED));
  const { metrics } = await devtools.send('Performance.getMetrics');
  const busy = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  await context.close();
  return { waited, busy };
}

console.log(`reconnect.js: ${gzipSync(script, { level: 9 }).length} bytes gzip, without knowledge`);
console.log(`first question after the script's arrival, ms, ${RUNS} cold starts`);
for (const [name, inline] of [
  ['knowledge in the page', true],
  ['knowledge beside the script', false],
] as const) {
  const runs: Measured[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await measure(inline));
  for (const kind of ['waited', 'busy'] as const) {
    const sorted = runs.map(run => run[kind]).toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
    const unit = kind === 'waited' ? 'on the clock' : 'of the processor';
    console.log(`${name.padEnd(28)} ${unit.padEnd(17)} best ${at(0)}   median ${at(0.5)}   worst ${at(1)}`);
  }
}
await browser.close();
await site.close();
