import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import MiniSearch from 'minisearch';
import { loadSearchWords } from '../../content/search-words.ts';
import { type SearchDocument, searchOptions } from '../../site/search/options.ts';

/** How long the search of the built site takes for what people type: the goal is under 30 ms a query. */
const words = await loadSearchWords(path.resolve(import.meta.dirname, '../../content/en'));
const file = path.resolve(import.meta.dirname, '../../dist/site/search.json');
const QUERIES = [
  '0x204',
  '-1073741715',
  "can't connect",
  'remote desktop cannot connect to the remote computer for one of these reasons',
  'conection refussed firewal',
  'rdp wrapper',
  'mstsc',
  'c',
  'lorem ipsum dolor sit amet',
  'a'.repeat(200),
];
const RUNS = 30;

if (existsSync(file)) measure(readFileSync(file, 'utf8'));
else console.log('no dist/site: run npm run build first; nothing was measured');

function measure(text: string): void {
  const started = performance.now();
  const index = MiniSearch.loadJSON<SearchDocument>(text, searchOptions(words));
  const loaded = performance.now() - started;
  const kilobytes = gzipSync(text, { level: 9 }).length / 1024;
  console.log(
    `${index.documentCount} documents, ${kilobytes.toFixed(0)} KB (gzip), loaded in ${loaded.toFixed(0)} ms\n`,
  );
  console.log(`${'query'.padEnd(44)}${'median'.padStart(10)}${'worst'.padStart(10)}   found`);
  for (const query of QUERIES) {
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      index.search(query);
      return performance.now() - start;
    }).toSorted((a, b) => a - b);
    const shown = query.length > 40 ? `${query.slice(0, 39)}…` : query;
    const [median, worst] = [times[RUNS >> 1] ?? 0, times.at(-1) ?? 0].map(time =>
      `${time.toFixed(1)} ms`.padStart(10),
    );
    console.log(`${shown.padEnd(44)}${median}${worst}   ${index.search(query).length}`);
  }
}
