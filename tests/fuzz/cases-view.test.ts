import fc from 'fast-check';
import type { TemplateResult } from 'lit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CaseRecord, newRecord, readCases, readRecord, writeCases } from '../../site/browser/case-record.ts';
import { type CasesActs, type CasesState, casesView } from '../../site/browser/cases-view.ts';
import { knowledge } from '../unit/flow/known.ts';

// The view asks the page for its language and nothing else; what it draws is looked at as lit's templates.
beforeAll(() => vi.stubGlobal('document', { documentElement: { lang: 'en' } }));
afterAll(() => vi.unstubAllGlobals());

const nothing = () => undefined;
const acts: CasesActs = {
  goOn: nothing,
  report: nothing,
  rename: nothing,
  remove: nothing,
  startAfresh: nothing,
  undo: nothing,
  pick: nothing,
  compareBy: nothing,
  write: nothing,
  read: nothing,
};
const state: CasesState = { rows: [], damaged: false, picked: [], by: 'time', undo: undefined, said: '' };

function textOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(textOf).join('');
  if (typeof part === 'string') return part;
  if (typeof part !== 'object' || part === null || !('strings' in part)) return '';
  const { strings, values } = part as TemplateResult;
  return strings.map((text, at) => text + textOf(values[at])).join('');
}
const draw = (rows: CasesState['rows']) => textOf(casesView({ ...state, rows }, acts, knowledge, key => `(${key})`));
const drawRecord = (record: CaseRecord) => draw([{ kind: 'case', record }]);

const saved = {
  version: 1,
  screen: 'concluded',
  probe: true,
  stages: [],
  findings: [{ question: 'port', answer: 'silent', source: 'person' }],
  asked: ['port'],
  tried: [],
  target: { host: 'pc1', port: 3389 },
};
const stored = { ...newRecord({ ...saved, findings: [], asked: [], stages: [], tried: [], version: 1 }), saved };

test('cases view: what cannot be read or drawn → a row of its own that can be deleted, and the others are there', () => {
  const record = readRecord(stored);
  if (record === undefined) throw new Error('expected a case');
  const undrawable: CaseRecord = {
    ...record,
    get saved(): never {
      throw new Error('a fault of ours');
    },
  };
  const drawn = draw([
    { kind: 'damaged', key: 7 },
    { kind: 'case', record: undrawable },
    { kind: 'case', record },
  ]);
  expect(drawn.match(/\(damaged-row\)/g)).toHaveLength(2);
  expect(drawn.match(/\(remove\)/g)?.length).toBeGreaterThanOrEqual(3);
  expect(drawn).toContain('pc1');
});

test.each(['9999-99-99T99:99:99Z', '2026-02-31T00:00:00Z', '0000-01-01T00:00:00Z', 'soon', 7])(
  'readRecord: changed at %j → no case',
  changedAt => {
    expect(readRecord({ ...stored, changedAt })).toBeUndefined();
    expect(readRecord({ ...stored, begunAt: changedAt })).toBeUndefined();
  },
);

test('readRecord: a date ahead of the clock → now', () => {
  const before = new Date().toISOString();
  const record = readRecord({ ...stored, changedAt: '2199-01-01T00:00:00Z' });
  expect(record?.changedAt && record.changedAt >= before && record.changedAt <= new Date().toISOString()).toBe(true);
});

/** A stored case in which any one value, however deep, is another one. */
const values = fc.oneof(
  fc.constantFrom(
    null,
    '',
    -1,
    1e308,
    '9999-99-99T99:99:99Z',
    '2199-12-31T23:59:59.999Z',
    [],
    {},
    'handed-over',
    'resolved',
  ),
  fc.string(),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);
const paths = [
  ['id'],
  ['begunAt'],
  ['changedAt'],
  ['note'],
  ['before'],
  ['redacted'],
  ['saved', 'screen'],
  ['saved', 'stages'],
  ['saved', 'findings'],
  ['saved', 'findings', 0, 'answer'],
  ['saved', 'findings', 0, 'elapsedMs'],
  ['saved', 'target'],
  ['saved', 'target', 'port'],
  ['saved', 'target', 'host'],
  ['saved', 'tried'],
  ['saved', 'remedy'],
  ['saved', 'question'],
] as const;

function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = structuredClone({ ...stored, before: saved });
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(Object(at), key), copy);
  Reflect.set(Object(parent), last, value);
  return copy;
}

test('readRecord: any record that it lets through → the row is drawn, whole', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), values, (path, value) => {
      const record = readRecord(changed(path, value));
      if (record === undefined) return;
      const drawn = drawRecord(record);
      expect(drawn).toContain('(go-on)');
      expect(drawn).not.toContain('(damaged-row)');
    }),
    { numRuns: 400 },
  );
});

test('readCases: a file with one damaged case → the others', () => {
  const file = JSON.parse(
    writeCases([newRecord({ ...saved, findings: [], asked: [], stages: [], tried: [], version: 1 })]),
  );
  file.cases.push({ ...file.cases[0], changedAt: '9999-99-99T99:99:99Z' });
  const read = readCases(JSON.stringify(file));
  expect(read.kind === 'cases' && read.records).toHaveLength(1);
});
