import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
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

test("the popup's own script is at most 90 KB", () => {
  const folder = 'extension/chrome';
  const popup = readFileSync(path.join(dist, folder, 'popup.html'), 'utf8');
  const scripts = [...popup.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(hit => `${folder}/${hit[1]}`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(readdirSync(path.join(dist, folder)).length).toBeGreaterThan(2);
  expect(scripts.reduce((sum, file) => sum + weigh(file), 0)).toBeLessThanOrEqual(90 * 1024);
});
