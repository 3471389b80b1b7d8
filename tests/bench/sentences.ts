import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadSayings } from '../../content/sayings.ts';
import { readSentences } from '../../machines/reading/sentences/read-sentences.ts';
import { type Row, scoreRow } from '../sentence-score.ts';

/**
 * `npm run bench -- sentences [FILE]`: how much of what people tell is read, and what is read that they did not tell.
 * A line of the file: `{ id, lang, text, expected: { question: answer or answers }, allow }`.
 */
const own = path.resolve(import.meta.dirname, '../fixtures/sentences');
const [given] = process.argv.slice(2);
const files =
  given === undefined
    ? readdirSync(own)
        .toSorted()
        .map(file => path.join(own, file))
    : [given];
const sayings = await loadSayings();

for (const file of files) printTable(file);
printTimes();

function printTable(file: string): void {
  const rows: readonly Row[] = readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line));
  const sums = new Map<string, { rows: number; met: number; wanted: number; wrong: number; false: number }>();
  for (const row of rows) {
    const { met, wanted, wrong, invented } = scoreRow(row, readSentences(sayings, row.text).said);
    for (const key of ['all', row.lang]) {
      const sum = sums.get(key) ?? { rows: 0, met: 0, wanted: 0, wrong: 0, false: 0 };
      sum.rows += 1;
      sum.met += met;
      sum.wanted += wanted;
      sum.wrong += wrong.length;
      sum.false += invented.length;
      sums.set(key, sum);
    }
  }
  console.log(`\n${path.basename(file)} (codes are left out: the catalogue finds those)`);
  console.log('      rows   met  of  recall  wrong  false');
  for (const [key, sum] of sums) {
    const recall = sum.wanted === 0 ? '' : `${Math.round((100 * sum.met) / sum.wanted)} %`;
    const cells = [sum.rows, sum.met, sum.wanted, recall, sum.wrong, sum.false].map(cell => String(cell).padStart(6));
    console.log(key.padEnd(4), ...cells);
  }
}

/** The goal is under 20 ms for what people type, the first time included, and 60 KB for all languages. */
function printTimes(): void {
  const texts = [
    'as soon as the VPN is on I cannot reach the office pc any more, without it everything is fine',
    'Seit dem Update geht nichts mehr',
    'VPNをオンにすると繋がりません',
    'a'.repeat(1024 * 1024),
    'the vpn is on, '.repeat(70_000),
  ];
  console.log('\n              first ms   then ms');
  for (const text of texts) {
    const [first = 0, ...later] = Array.from({ length: 11 }, () => timed(text));
    const median = later.toSorted((one, other) => one - other)[5] ?? 0;
    console.log(`${text.slice(0, 12).padEnd(12)} ${first.toFixed(1).padStart(8)} ${median.toFixed(1).padStart(9)}`);
  }
  const bytes = gzipSync(JSON.stringify(sayings), { level: 9 }).length;
  console.log(`\nsayings of ${Object.keys(sayings.languages).length} languages: ${(bytes / 1024).toFixed(1)} KB gzip`);
}

function timed(text: string): number {
  const started = process.cpuUsage();
  readSentences(sayings, text);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}
