import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import type { Finding } from '../../../machines/findings.ts';
import { QUESTION_IDS } from '../../../machines/vocabulary.ts';
import { casesToDrop, planImport } from '../../../site/browser/case-import.ts';
import { type CaseRecord, newRecord, readCases, readRecord } from '../../../site/browser/case-record.ts';
import { mergeSaved } from '../../../site/browser/merge-cases.ts';
import type { AttackRow } from './row.ts';

const ROUNDS = 5000;
const EMPTY: SavedCase = { version: 1, screen: 'asking', probe: true, stages: [], findings: [], asked: [], tried: [] };
const GARBAGE: readonly unknown[] = [
  null,
  7,
  '',
  [],
  {},
  '9999-99-99T99:99:99Z',
  '2199-12-31T23:59:59Z',
  '2026-02-31T00:00:00Z',
  'x'.repeat(10_000),
  Number.NaN,
  -1,
  { host: '\u202epc', port: 1e9 },
  [{ question: '__proto__', answer: 'x' }],
];
const FIELDS = ['id', 'begunAt', 'changedAt', 'note', 'saved', 'before', 'redacted', 'imported'] as const;
const SAVED_FIELDS = [
  'screen',
  'stages',
  'findings',
  'asked',
  'tried',
  'target',
  'remedy',
  'question',
  'version',
] as const;

/** What a store, a file or another tab can do to the history of cases; the browser's own part is in tests/e2e/history.test.ts. */
export async function storage(): Promise<AttackRow[]> {
  const random = seeded(20_261_129);
  return [garbage(random), files(random), tabs(random), imports(random)];
}

/** A record with garbage in it is no case, or one whose dates can be formatted and lie in the past. */
function garbage(random: () => number): AttackRow {
  const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  return count('records with garbage', ROUNDS, () => {
    const record: Record<string, unknown> = { ...newRecord(EMPTY) };
    const saved: Record<string, unknown> = { ...EMPTY };
    record[pick(FIELDS, random)] = pick(GARBAGE, random);
    saved[pick(SAVED_FIELDS, random)] = pick(GARBAGE, random);
    const read = readRecord(random() < 0.5 ? record : { ...record, saved });
    if (read === undefined) return true;
    format.format(new Date(read.changedAt));
    return new Date(read.changedAt).getTime() <= Date.now() && JSON.stringify(read).length < 100_000;
  });
}

function files(random: () => number): AttackRow {
  const whole = JSON.stringify({ version: 1, cases: [newRecord(EMPTY), newRecord(EMPTY)] });
  return count('damaged files', ROUNDS, () => {
    const at = Math.floor(random() * whole.length);
    const noise = String.fromCharCode(Math.floor(random() * 128));
    const read = readCases(whole.slice(0, at) + noise + whole.slice(at + Math.floor(random() * 3)));
    return read.kind === 'fault' || read.records.length <= 2;
  });
}

/** Two flows on one case write in any order: every answer is there in the end. */
function tabs(random: () => number): AttackRow {
  return count('two tabs on one case', ROUNDS, () => {
    let stored = EMPTY;
    const seen = [EMPTY, EMPTY];
    const given = new Set<string>();
    const questions = [...QUESTION_IDS];
    for (let step = 0; step < 8; step++) {
      const tab = random() < 0.5 ? 0 : 1;
      const [question] = questions.splice(Math.floor(random() * questions.length), 1);
      const base = seen[tab];
      if (question === undefined || base === undefined) continue;
      const finding: Finding = { question, answer: 'unknown', source: 'person' };
      const mine = { ...base, findings: [...base.findings, finding], asked: [...base.asked, question] };
      stored = mergeSaved(base, mine, stored);
      seen[tab] = mine;
      given.add(question);
    }
    return given.size === stored.findings.length && stored.asked.length === given.size;
  });
}

function imports(random: () => number): AttackRow {
  const records = (size: number, year: number): readonly CaseRecord[] =>
    Array.from({ length: size }, () => newRecord(EMPTY, { changedAt: `${year}-01-01T00:00:00.000Z` }));
  return count('files over own cases', 500, () => {
    const own = records(Math.floor(random() * 101), 2020);
    const { added, offered } = planImport(own, own.length, records(100, 2199));
    const all = [...own, ...added];
    const fresh = newRecord(EMPTY);
    const dropped = casesToDrop([...all, fresh], fresh.id);
    const lost = own.filter(({ id }) => dropped.includes(id)).length;
    return offered === 100 && all.length <= 100 && !dropped.includes(fresh.id) && (added.length === 0 || lost === 0);
  });
}

function count(name: string, tried: number, holds: () => boolean): AttackRow {
  let held = 0;
  let detail = '';
  for (let round = 0; round < tried; round++) {
    try {
      if (holds()) held++;
    } catch (error) {
      detail = String(error);
    }
  }
  return { name, tried, held, ...(detail && { detail }) };
}

function pick<T>(list: readonly T[], random: () => number): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('an empty list');
  return one;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
