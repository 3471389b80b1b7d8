import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import type { Finding } from '../../../machines/findings.ts';
import { casesToDrop, planImport } from '../../../site/browser/case-import.ts';
import { CASE_LIMITS, type CaseRecord, newRecord } from '../../../site/browser/case-record.ts';
import { mergeSaved } from '../../../site/browser/merge-cases.ts';

const EMPTY: SavedCase = { version: 1, screen: 'asking', probe: true, stages: [], findings: [], asked: [], tried: [] };
const said = (question: Finding['question'], answer: string): Finding => ({
  question,
  answer,
  source: 'person',
});
const withFindings = (...findings: readonly Finding[]): SavedCase => ({
  ...EMPTY,
  findings,
  asked: findings.map(({ question }) => question),
});
const answersIn = ({ findings }: SavedCase) => findings.map(({ question, answer }) => `${question}:${answer}`).sort();

const [progress, path, gateway, name] = [
  said('progress', 'nothing'),
  said('path', 'answers'),
  said('gateway', 'none'),
  said('name', 'found'),
];

test.each<[what: string, base: SavedCase, mine: SavedCase, theirs: SavedCase, merged: readonly string[]]>([
  [
    'nobody else wrote',
    withFindings(progress),
    withFindings(progress, path),
    withFindings(progress),
    ['path:answers', 'progress:nothing'],
  ],
  [
    'both answered',
    withFindings(progress),
    withFindings(progress, path),
    withFindings(progress, gateway, name),
    ['gateway:none', 'name:found', 'path:answers', 'progress:nothing'],
  ],
  [
    'one took an answer back',
    withFindings(progress, path),
    withFindings(progress),
    withFindings(progress, path, name),
    ['name:found', 'progress:nothing'],
  ],
  [
    'the same question',
    withFindings(progress),
    withFindings(progress, said('path', 'silent')),
    withFindings(progress, path),
    ['path:silent', 'progress:nothing'],
  ],
])('mergeSaved: %s → no answer is lost', (_, base, mine, theirs, merged) => {
  expect(answersIn(mergeSaved(base, mine, theirs))).toEqual(merged);
});

test('mergeSaved: a target, a remedy or stages that only the other tab has set → stay', () => {
  const theirs: SavedCase = {
    ...EMPTY,
    target: { host: 'pc1', port: 3389 },
    remedy: 'port-blocked',
    tried: ['host-off'],
    stages: [{ stage: 'port', outcome: 'failed' }],
  };
  const { target, remedy, tried, stages } = mergeSaved(EMPTY, withFindings(progress), theirs);
  expect({ target, remedy, tried, stages }).toEqual({
    target: theirs.target,
    remedy: theirs.remedy,
    tried: theirs.tried,
    stages: theirs.stages,
  });
});

test('mergeSaved: any two sets of new answers to different questions → both are there', () => {
  const questions = ['progress', 'path', 'gateway', 'name', 'vpn', 'port', 'tls', 'nla'] as const;
  fc.assert(
    fc.property(fc.subarray([...questions]), fc.subarray([...questions]), (first, second) => {
      const mine = withFindings(...first.map(question => said(question, 'unknown')));
      const theirs = withFindings(...second.filter(one => !first.includes(one)).map(one => said(one, 'unknown')));
      const merged = mergeSaved(EMPTY, mine, theirs);
      expect(new Set(merged.asked)).toEqual(new Set([...mine.asked, ...theirs.asked]));
      expect(answersIn(merged)).toEqual([...answersIn(mine), ...answersIn(theirs)].sort());
    }),
  );
});

const record = (at: number, more: Partial<CaseRecord> = {}): CaseRecord =>
  newRecord(EMPTY, { changedAt: new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString(), ...more });
const many = (count: number, more: Partial<CaseRecord> = {}) =>
  Array.from({ length: count }, (_, at) => record(at, more));

test('import: 40 own cases, a file of 100 → 60 fit, no own case is displaced', () => {
  const own = many(40);
  const { added, replaced, offered } = planImport(own, own.length, many(100));
  expect([added.length, replaced.length, offered]).toEqual([60, 0, 100]);
  expect(added.every(({ imported }) => imported)).toBe(true);
  expect(planImport(many(100), 100, many(100)).added).toEqual([]);
});

test('import: of two states of one case → the newer one, and the older is there for the undo', () => {
  const [old, same] = [record(1), record(2)];
  const newer = { ...old, changedAt: record(5).changedAt, note: 'newer' };
  const plan = planImport([old, same], 2, [newer, same]);
  expect(plan.added.map(({ note }) => note)).toEqual(['newer']);
  expect(plan.replaced).toEqual([old]);
});

test('a new case in a full history → imported cases give way first, then the oldest, never the new one', () => {
  const own = many(60);
  const imported = many(CASE_LIMITS.cases - 60, { imported: true, changedAt: record(10_000).changedAt });
  const fresh = record(-100);
  const [dropped] = casesToDrop([...own, ...imported, fresh], fresh.id);
  expect(imported.map(({ id }) => id)).toContain(dropped);
  expect(casesToDrop([...many(CASE_LIMITS.cases), fresh], fresh.id)).not.toContain(fresh.id);
});
