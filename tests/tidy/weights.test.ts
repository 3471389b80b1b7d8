import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

const dist = path.resolve(import.meta.dirname, '../../dist');
const weigh = (file: string) => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;

test('the widget is one script of at most 50 KB', () => {
  expect(weigh('widget/reconnect.js')).toBeLessThanOrEqual(50 * 1024);
});

/** A weight that moves by more than this is renewed by hand (RENEW=1), so that somebody has seen it. */
const UNNOTICED = 0.02;

test('no part of the widget changes its weight unnoticed', () => {
  const golden = path.join(import.meta.dirname, 'widget-weights.golden.json');
  const scripts = readdirSync(path.join(dist, 'widget')).filter(file => file.endsWith('.js'));
  const weights = Object.fromEntries(scripts.map(file => [file, weigh(`widget/${file}`)]));
  if (process.env.RENEW) writeFileSync(golden, `${JSON.stringify(weights, null, 2)}\n`);
  const agreed: Record<string, number> = JSON.parse(readFileSync(golden, 'utf8'));
  expect(Object.keys(weights)).toEqual(Object.keys(agreed));
  for (const [file, bytes] of Object.entries(agreed))
    expect(Math.abs((weights[file] ?? 0) - bytes) / bytes, `${file}: ${weights[file]} bytes`).toBeLessThan(UNNOTICED);
});

const KB = 1024;
const LANGUAGE_AT_MOST = 28 * KB;
const TYPING_AT_MOST = 60 * KB;
/** Besides English a text brings the wordings of its own language, in Chinese of three. */
const DIALOGS_OF: Readonly<Record<string, readonly string[]>> = {
  pt: ['pt-BR', 'pt-PT'],
  zh: ['zh-CN', 'zh-TW', 'ja'],
};

test('what comes once somebody types a sentence is light, whatever the language', async () => {
  const languages = readdirSync(path.join(dist, 'widget')).filter(file => /^reconnect-sayings-\w\w\.js$/.test(file));
  expect(languages.length).toBeGreaterThan(10);
  const shared = weigh('sayings/carried.js') + weigh('site/answer-words.json') + (await weighEngine());
  for (const file of languages) {
    const language = /-(\w\w)\.js$/.exec(file)?.[1] ?? '';
    const dialogs = new Set(['en', ...(DIALOGS_OF[language] ?? [language])]);
    const wordings = [...dialogs].map(one => weigh(`site/wordings/${one}.json`));
    const own = weigh(`widget/${file}`);
    expect(own, file).toBeLessThanOrEqual(LANGUAGE_AT_MOST);
    expect(
      wordings.reduce((sum, bytes) => sum + bytes, shared + own),
      file,
    ).toBeLessThanOrEqual(TYPING_AT_MOST);
  }
});

/** The code that reads sentences, as it is in the scripts. */
async function weighEngine(): Promise<number> {
  const input = path.resolve(dist, '../machines/reading/sentences/carried-reader.ts');
  const bundled = await rolldown({ input, platform: 'browser', logLevel: 'warn', checks: { pluginTimings: false } });
  const { output } = await bundled.generate({ format: 'esm', minify: true });
  await bundled.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}

test("the popup's own script is at most 90 KB", () => {
  const folder = 'extension/chrome';
  const popup = readFileSync(path.join(dist, folder, 'popup.html'), 'utf8');
  const scripts = [...popup.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(hit => `${folder}/${hit[1]}`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(readdirSync(path.join(dist, folder)).length).toBeGreaterThan(2);
  expect(scripts.reduce((sum, file) => sum + weigh(file), 0)).toBeLessThanOrEqual(90 * 1024);
});
