import { readFileSync } from 'node:fs';
import { loadModel } from '../../content/knowledge.ts';
import { codeId } from '../../machines/codes/entry.ts';
import { lookUpCode } from '../../machines/codes/look-up.ts';
import type { CodeKnowledge } from '../../machines/knowledge.ts';
import { read } from '../../machines/reading/read.ts';

/**
 * How many dialog texts of a list are recognised: `npm run bench -- wordings FILE [-v]`. The file holds rows of id, language,
 * text and program, `…` where the program puts a name or a number; it is somebody's collection and no part of the project.
 */
interface Row {
  readonly id: string;
  readonly lang: string;
  readonly text: string;
  readonly program: string;
  readonly basis?: string;
  readonly evidence?: string;
}

interface Tally {
  texts: number;
  first: number;
  lower: number;
  other: number;
  nothing: number;
  stated: number;
  read: number;
  wrong: number;
}

/** Programs that bring translations of their own. */
const OWN_TEXTS = new Set(['Remmina', 'Guacamole (web)']);
const COUNTED = 'texts first lower other nothing | stated read wrong'.split(' ');

const [file, ...options] = process.argv.slice(2).filter(word => word !== '--');
if (file === undefined) console.log('no texts: name the file of a collection; nothing was measured');
else measure(rowsOf(file), (await loadModel()).codes);

function rowsOf(path: string): readonly Row[] {
  const rows: readonly Row[] = JSON.parse(readFileSync(path, 'utf8'));
  return rows.filter(({ basis, evidence }) => (basis ?? 'seen') === 'seen' && !(evidence ?? '').includes('machine'));
}

function measure(rows: readonly Row[], codes: readonly CodeKnowledge[]): void {
  const tables = new Map<string, Map<string, Tally>>();
  for (const row of rows) {
    const table = OWN_TEXTS.has(row.program) ? row.program : 'Windows, Windows App, Mac, web clients';
    for (const key of [row.lang, 'all'])
      add(tallyOf(tables, table, key), row, codes, key !== 'all' && options.includes('-v'));
  }
  for (const [table, byLanguage] of tables) {
    console.log(`\n${table}\n${'language'.padEnd(10)}${COUNTED.map(name => name.padStart(9)).join('')}`);
    for (const [language, tally] of byLanguage) {
      const counts: Readonly<Record<string, number>> = { ...tally };
      console.log(`${language.padEnd(10)}${COUNTED.map(name => String(counts[name] ?? '|').padStart(9)).join('')}`);
    }
  }
}

function tallyOf(tables: Map<string, Map<string, Tally>>, table: string, key: string): Tally {
  const byLanguage = tables.get(table) ?? new Map<string, Tally>();
  tables.set(table, byLanguage);
  const tally = byLanguage.get(key) ?? {
    texts: 0,
    first: 0,
    lower: 0,
    other: 0,
    nothing: 0,
    stated: 0,
    read: 0,
    wrong: 0,
  };
  byLanguage.set(key, tally);
  return tally;
}

function add(tally: Tally, row: Row, codes: readonly CodeKnowledge[], tell: boolean): void {
  const text = filled(row.text);
  const id = `message:${row.id}`;
  const found = lookUpCode(codes, text).map(codeId);
  tally.texts++;
  tally[found[0] === id ? 'first' : found.includes(id) ? 'lower' : found.length > 0 ? 'other' : 'nothing']++;
  const want = Object.entries(codes.find(code => codeId(code) === id)?.shows ?? {});
  const got = read(text, { codes }).findings.filter(({ question }) => question !== 'code');
  const hit = want.every(([question, answer]) => got.some(one => one.question === question && one.answer === answer));
  const wrong = got.filter(
    one => !want.some(([question, answer]) => one.question === question && one.answer === answer),
  );
  if (want.length > 0) tally.stated++;
  if (want.length > 0 && hit) tally.read++;
  tally.wrong += wrong.length;
  if (tell && (found[0] !== id || !hit || wrong.length > 0))
    console.log(
      `${row.lang} ${row.id}: ${found.slice(0, 3).join(' ') || 'nothing'}; ${got.map(one => `${one.question}=${one.answer}`).join(' ')}\n    ${text.slice(0, 160).replaceAll('\n', ' ')}`,
    );
}

/** A counter gets a number, anything else a name. */
function filled(text: string): string {
  return text
    .replace(/…(?=\s*(?:von|of|de|di|van|z|из|\/|次|개|번)\s*…)/g, '3')
    .replace(/((?:3)\s*(?:von|of|de|di|van|z|из|\/|次|개|번)\s*)…/g, (_, before: string) => `${before}20`)
    .replaceAll('…', 'PC9');
}
