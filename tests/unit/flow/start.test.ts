import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import type { CheckEvent } from '../../../machines/diagnosis/check-events.ts';
import { applyCheckEvent, openCase } from '../../../machines/diagnosis/context.ts';
import { readCase } from '../../../machines/diagnosis/read-case.ts';
import { topState } from '../../../machines/diagnosis/saved-case.ts';
import { caseToBegin, type Start } from '../../../machines/diagnosis/start.ts';
import type { Finding } from '../../../machines/findings.ts';
import { diagnosis } from '../../model/known.ts';
import { factsOf } from './known.ts';

const TARGET = { host: 'pc1', port: 3389 };
const SILENT: Finding = { question: 'port', answer: 'silent', source: 'person' };

const begin = (start: Start | undefined, probe = true) => createActor(diagnosis, { input: { probe, start } }).start();

test.each<[what: string, start: Start | undefined, state: string]>([
  ['nothing', undefined, 'describing'],
  ['empty', { kind: 'empty' }, 'describing'],
  ['a known host', { kind: 'known', target: TARGET }, 'describing'],
  ['a known answer', { kind: 'known', findings: [SILENT] }, 'asking'],
  ['a remedy', { kind: 'fix', cause: 'port-blocked' }, 'mending'],
  ['a saved case', { kind: 'saved', screen: 'handed-over', facts: factsOf('port: silent') }, 'handed-over'],
])('start: %s → the flow stands where it says', (_, start, state) => {
  expect(topState(begin(start).getSnapshot().value)).toBe(state);
});

test('start: a check → the check is tried before anything is asked', () => {
  const seen: string[] = [];
  const actor = createActor(diagnosis, { input: { probe: true, start: { kind: 'check', target: TARGET } } });
  actor.subscribe(({ value }) => seen.push(topState(value)));
  actor.start();
  // A page has no helper: the check says so at once, and the person is asked.
  expect(seen[0]).toBe('checking');
  expect(actor.getSnapshot().context).toMatchObject({ target: TARGET, probe: false, helper: 'absent' });
});

test.each<[kind: string, start: Start]>([
  ['empty', { kind: 'empty' }],
  ['known', { kind: 'known', target: TARGET, findings: [SILENT] }],
  ['check', { kind: 'check', target: TARGET }],
  ['fix', { kind: 'fix', cause: 'port-blocked', target: TARGET, findings: [SILENT] }],
  ['saved', { kind: 'saved', screen: 'concluded', facts: factsOf('port: silent') }],
])('start: %s, through a store → the same case', (_, start) => {
  const stored: unknown = JSON.parse(JSON.stringify(caseToBegin(start)));
  const kept = readCase(stored);
  if (kept === undefined) throw new Error('a case that begins cannot be read');
  expect(caseToBegin({ kind: 'saved', ...kept })).toEqual(stored);
});

test.each<[told: CheckEvent, after: string]>([
  [{ type: 'stage.reported', report: { stage: 'name', outcome: 'passed', elapsedMs: 3 } }, 'name=passed 3'],
  [{ type: 'finding.reported', finding: { ...SILENT, source: 'probe' } }, 'port: silent (probe)'],
  [{ type: 'check.finished', connections: 1, elapsedMs: 9 }, ''],
  [{ type: 'check.unavailable', state: 'absent' }, ''],
])('applyCheckEvent: %j → %j', (told, after) => {
  const { stages, findings } = applyCheckEvent(openCase({ probe: true, target: TARGET }), told);
  expect({ stages, findings }).toEqual({ stages: factsOf(after).stages, findings: factsOf(after).findings });
});
