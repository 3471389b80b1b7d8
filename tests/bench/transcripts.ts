import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadModel } from '../../content/knowledge.ts';
import { readFiles } from '../../extension/helper/cli/read.ts';
import type { CodeKnowledge } from '../../machines/knowledge.ts';
import type { Wanted } from '../../machines/reading/observation.ts';

/**
 * Scores `reconnect read` on a folder of transcripts outside the repository:
 * `node tests/bench/transcripts.ts DIR [-v] [--results FILE]`, or RECONNECT_FACTS=DIR. The rules are those of the
 * folder's score.py: every expected question answered, tolerated answers pass, anything else is a false finding.
 */
interface Row {
  readonly id: string;
  readonly file: string;
  readonly tool: string;
  readonly language: string;
  readonly expected: Readonly<Record<string, string | readonly string[]>>;
  readonly allow?: Readonly<Record<string, string | readonly string[]>>;
  readonly target?: Wanted;
  readonly target_role?: string;
}

interface Tally {
  transcripts: number;
  right: number;
  wanted: number;
  hit: number;
  wrong: number;
  missed: number;
  false: number;
}

export interface TranscriptScore {
  readonly all: Tally;
  readonly groups: ReadonlyMap<string, Tally>;
  readonly faults: readonly string[];
  readonly results: readonly string[];
  readonly elapsedMs: number;
}

export function scoreTranscripts(folder: string, codes: readonly CodeKnowledge[]): TranscriptScore {
  const index = readFileSync(join(folder, 'index-dev.jsonl'), 'utf8').trim().split('\n');
  const rows: Row[] = index.map(line => JSON.parse(line));
  const all = emptyTally();
  const groups = new Map<string, Tally>();
  const faults: string[] = [];
  const results: string[] = [];
  let elapsedMs = 0;
  for (const row of rows) {
    const bytes = readFileSync(join(folder, row.file));
    const started = performance.now();
    const given = row.target_role === 'given' && row.target ? { target: row.target } : {};
    const line = JSON.parse(readFiles([{ name: row.file, bytes }], { ...given, codes }).lines[0] ?? '{}');
    elapsedMs += performance.now() - started;
    results.push(JSON.stringify({ id: row.id, findings: line.findings, target: line.target }));
    const marks = judge(row, line.findings);
    if (row.target_role === 'read' && !sameTarget(row.target, line.target))
      marks.wrong.push(`target ${JSON.stringify(line.target)}`);
    for (const tally of [all, groupOf(groups, row.tool), groupOf(groups, `lang:${row.language}`)])
      add(tally, row, marks);
    if (marks.missed.length + marks.wrong.length + marks.false.length > 0) {
      faults.push(`${row.file}  missed ${marks.missed}  wrong ${marks.wrong}  false ${marks.false}`);
    }
  }
  return { all, groups, faults, results, elapsedMs };
}

function judge(row: Row, findings: Record<string, string>): { missed: string[]; wrong: string[]; false: string[] } {
  const got = Object.entries(findings).filter(([, answer]) => answer !== 'unknown');
  const of = (question: string) => got.find(([name]) => name === question)?.[1];
  const expected = Object.entries(row.expected);
  return {
    missed: expected.filter(([question]) => of(question) === undefined).map(([question]) => question),
    wrong: expected
      .filter(([question, want]) => of(question) !== undefined && !matches(question, of(question) ?? '', want))
      .map(([question]) => `${question}=${of(question)}`),
    false: got
      .filter(
        ([question, answer]) =>
          row.expected[question] === undefined && !matches(question, answer, row.allow?.[question] ?? []),
      )
      .map(([question, answer]) => `${question}=${answer}`),
  };
}

function matches(question: string, got: string, want: string | readonly string[]): boolean {
  const wanted = typeof want === 'string' ? [want] : want;
  const same = (one: string) => one.trim().toLowerCase() === got.trim().toLowerCase();
  const sameNumber = (one: string) => question === 'code' && !Number.isNaN(Number(one)) && Number(one) === Number(got);
  return wanted.map(String).some(one => same(one) || sameNumber(one));
}

function sameTarget(want: Wanted | undefined, got: Wanted | undefined): boolean {
  return want?.host === got?.host && want?.port === got?.port && (want?.user === undefined || want.user === got?.user);
}

function emptyTally(): Tally {
  return { transcripts: 0, right: 0, wanted: 0, hit: 0, wrong: 0, missed: 0, false: 0 };
}

function groupOf(groups: Map<string, Tally>, name: string): Tally {
  const tally = groups.get(name) ?? emptyTally();
  groups.set(name, tally);
  return tally;
}

function add(tally: Tally, row: Row, marks: { missed: string[]; wrong: string[]; false: string[] }): void {
  const wanted = Object.keys(row.expected).length;
  tally.transcripts += 1;
  tally.right += marks.missed.length + marks.wrong.length + marks.false.length === 0 ? 1 : 0;
  tally.wanted += wanted;
  tally.hit += wanted - marks.missed.length - Math.min(wanted, marks.wrong.length);
  tally.wrong += marks.wrong.length;
  tally.missed += marks.missed.length;
  tally.false += marks.false.length;
}

function show(name: string, t: Tally): string {
  return `${name.padEnd(22)} ${t.transcripts} transcripts, ${t.right} fully right, recall ${t.hit}/${t.wanted}, wrong ${t.wrong}, false findings ${t.false}`;
}

/** The folder itself, or the one beside the cases that RECONNECT_FACTS names for all tables. */
function folderOf(given: string): string | undefined {
  return [given, join(given, 'transcripts'), join(dirname(given), 'transcripts')].find(folder =>
    existsSync(join(folder, 'index-dev.jsonl')),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const given = process.argv.slice(2).find(word => !word.startsWith('-')) ?? process.env.RECONNECT_FACTS;
  const folder = given === undefined ? undefined : folderOf(given);
  if (folder === undefined) {
    console.log('no transcripts: name their folder as an argument or in RECONNECT_FACTS; nothing was measured');
  } else {
    print(scoreTranscripts(folder, (await loadModel()).codes));
  }
}

function print(score: TranscriptScore): void {
  console.log(show('ALL', score.all));
  const groups = [...score.groups].sort(([a], [b]) => a.localeCompare(b)).map(([name, tally]) => show(name, tally));
  for (const line of process.argv.includes('-v') ? score.faults : groups) console.log(line);
  console.log(`${score.elapsedMs.toFixed(1)} ms for all`);
  const at = process.argv.indexOf('--results');
  const file = at < 0 ? undefined : process.argv[at + 1];
  if (file !== undefined) writeFileSync(file, `${score.results.join('\n')}\n`);
}
