import { expect, test } from 'vitest';
import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import { viewOf } from '../../../machines/diagnosis/view.ts';
import { eventsOfStep } from '../../../site/widget/element/events.ts';
import { factsOf, knowledge } from '../flow/known.ts';

const view = (value: string, script: string) => viewOf({ value, context: factsOf(script) }, knowledge);
const asking = view('asking', '');
const concluded = view('concluded', 'port: silent (probe) · path: answers (probe)');
const answered: DiagnosisEvent = { type: 'question.answered', question: 'vpn', answer: 'connected' };

test.each<[step: string, told: readonly string[], ...Parameters<typeof eventsOfStep>]>([
  ['an answer', ['reconnect-answer'], asking, asking, answered],
  ['an answer that settles it', ['reconnect-answer', 'reconnect-verdict'], asking, concluded, answered],
  ['a verdict from a check', ['reconnect-verdict'], view('checking', ''), concluded, undefined],
  ['the same verdict once more', [], concluded, concluded, undefined],
  ['another verdict', ['reconnect-verdict'], concluded, view('concluded', 'credentials: rejected'), undefined],
  ['a remedy', [], concluded, view('mending', 'port: silent (probe)'), undefined],
  ['the end', ['reconnect-resolved'], concluded, view('resolved', ''), undefined],
  ['the beginning', [], undefined, view('describing', ''), undefined],
])('eventsOfStep: %s → %j', (_, told, before, after, cause) => {
  expect(eventsOfStep(before, after, cause).map(({ type }) => type)).toEqual(told);
});

test('what is told of a verdict is its cause, who can act, and whether it is settled', () => {
  const [told] = eventsOfStep(asking, concluded, undefined);
  expect(told?.detail).toEqual({ cause: 'port-blocked', blame: 'network', settled: concluded.verdict?.settled });
});
