import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { serveSite } from '../../site/serve.ts';
import { openBrowser } from '../e2e/pages.ts';

/**
 * Verdict plus next question over the whole model, in Chromium: 300 cases of one to six random answers, once to warm up
 * and once measured. Needs `npm run build` for the knowledge.
 */
const root = path.resolve(import.meta.dirname, '../..');
const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-bench-'));
await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>bench</title>');
await writeFile(path.join(folder, 'knowledge.json'), await readFile(path.join(root, 'dist', 'knowledge.json')));
const entry = path.join(folder, 'entry.ts');
const machines = path.join(root, 'machines');
await writeFile(
  entry,
  `export { conclude } from '${machines}/inference/conclude.ts';
   export { outlookOf } from '${machines}/inference/next-step.ts';
   export { QUESTIONS, QUESTION_IDS } from '${machines}/vocabulary.ts';`,
);
const bundled = await rolldown({ input: entry, platform: 'browser', logLevel: 'silent' });
await bundled.write({ file: path.join(folder, 'engine.js'), format: 'esm', minify: true });
await bundled.close();

const site = await serveSite({ dir: folder, port: 0 });
const browser = await openBrowser();
const page = await browser.newPage();
await page.goto(site.url);
const times: readonly number[] = await page.evaluate(`(async () => {
  const { conclude, outlookOf, QUESTIONS, QUESTION_IDS } = await import('./engine.js');
  const { model } = await (await fetch('./knowledge.json')).json();
  let state = 20261123;
  const random = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
  const pick = list => list[Math.floor(random() * list.length)];
  const cases = Array.from({ length: 300 }, () => Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
    const question = pick(QUESTION_IDS);
    return { question, answer: pick(QUESTIONS[question].answers), source: 'person' };
  }));
  const run = findings => { conclude(model, findings); outlookOf(model, { findings, asked: [], probe: false, failed: [] }); };
  for (const findings of cases) run(findings);
  return cases.map(findings => { const from = performance.now(); run(findings); return performance.now() - from; });
})()`);
await browser.close();
await site.close();
await rm(folder, { recursive: true, force: true });

const sorted = [...times].sort((a, b) => a - b);
const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
console.log(`verdict + next question in Chromium, ${sorted.length} cases, ms`);
console.log(`median ${at(0.5)}   95 % ${at(0.95)}   worst ${at(1)}`);
