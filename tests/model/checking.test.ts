import { expect, test } from 'vitest';
import { createActor, fromCallback, SimulatedClock } from 'xstate';
import type { CheckEvent, ConsentEvent, HelperState } from '../../machines/diagnosis/check-events.ts';
import type { CheckActor } from '../../machines/diagnosis/diagnosis.machine.ts';
import { viewOf } from '../../machines/diagnosis/view.ts';
import { diagnosis, knowledge } from './known.ts';

const TARGET = { host: 'pc1', port: 3389 };
const DEADLINE_MS = 30_000;

/** A case with this probe, its clock in the test's hands. */
function openCase(check?: CheckActor) {
  const clock = new SimulatedClock();
  const flow = check === undefined ? diagnosis : diagnosis.provide({ actors: { check } });
  const actor = createActor(flow, { clock, input: { probe: true } }).start();
  return { actor, clock };
}

const sending = (...events: readonly CheckEvent[]): CheckActor =>
  fromCallback(({ sendBack }) => {
    for (const event of events) sendBack(event);
  });
const silent = sending();
const broken: CheckActor = fromCallback(() => {
  throw new Error('the actor broke');
});

const BROKEN_AT_PORT: readonly CheckEvent[] = [
  { type: 'stage.reported', report: { stage: 'name', outcome: 'passed', elapsedMs: 2 } },
  { type: 'stage.reported', report: { stage: 'port', outcome: 'failed', elapsedMs: 3001 } },
  {
    type: 'finding.reported',
    finding: { question: 'port', answer: 'silent', source: 'probe', elapsedMs: 3001 },
  },
];
const FINISHED: CheckEvent = { type: 'check.finished', connections: 1, elapsedMs: 3010 };

test.each<[name: string, check: CheckActor | undefined, waitMs: number, helper: HelperState | undefined]>([
  ['without a helper', undefined, 0, 'absent'],
  ['with a helper that is too old', sending({ type: 'check.unavailable', state: 'too-old' }), 0, 'too-old'],
  ['with a check that never ends', silent, DEADLINE_MS, 'no-answer'],
  ['with a check that breaks', broken, 0, 'crashed'],
  ['with a check that ends', sending(...BROKEN_AT_PORT, FINISHED), 0, undefined],
])('%s the person is asked, or told, and nothing hangs', (_, check, waitMs, helper) => {
  const { actor, clock } = openCase(check);
  actor.send({ type: 'target.submitted', target: TARGET });
  if (waitMs > 0) {
    clock.increment(waitMs - 1);
    expect(actor.getSnapshot().value).toBe('checking');
    clock.increment(1);
  }
  const snapshot = actor.getSnapshot();
  expect(['asking', 'concluded', 'cannot-tell']).toContain(snapshot.value);
  expect(snapshot.context.helper).toBe(helper);
  expect(viewOf(snapshot, knowledge).helper?.state).toBe(helper);
});

test('a check that breaks off leads on with what came, and its running stage says nothing', () => {
  const { actor, clock } = openCase(
    sending(...BROKEN_AT_PORT.slice(0, 1), {
      type: 'stage.reported',
      report: { stage: 'port', outcome: 'running' },
    }),
  );
  actor.send({ type: 'target.submitted', target: TARGET });
  clock.increment(DEADLINE_MS);
  const { places } = viewOf(actor.getSnapshot(), knowledge).path;
  expect(places.map(({ state }) => state)).toEqual(['passed', 'passed', 'unknown', 'skipped', 'skipped']);
});

test('while the person is asked for consent no time runs; after a yes it begins anew', () => {
  let tell: ((event: ConsentEvent) => void) | undefined;
  const { actor, clock } = openCase(
    fromCallback(({ sendBack }) => {
      tell = sendBack;
    }),
  );
  const view = () => viewOf(actor.getSnapshot(), knowledge);
  actor.send({ type: 'target.submitted', target: TARGET });
  const looking = [view().heading, view().wait];
  clock.increment(DEADLINE_MS - 1);
  tell?.({ type: 'consent.asked' });
  clock.increment(100 * DEADLINE_MS);
  expect(actor.getSnapshot().value).toBe('checking');
  expect([view().heading, view().wait]).toEqual([
    knowledge.words.ui['consenting.title'],
    knowledge.words.ui['consenting.text'],
  ]);
  expect(view().announcement).toBe(view().heading);
  tell?.({ type: 'consent.given' });
  expect([view().heading, view().wait]).toEqual(looking);
  clock.increment(DEADLINE_MS - 1);
  expect(actor.getSnapshot().value).toBe('checking');
  clock.increment(1);
  expect(actor.getSnapshot().value).not.toBe('checking');
  expect(actor.getSnapshot().context.helper).toBe('no-answer');
});

test.each(['check.cancelled', 'step.back'] as const)('%s ends a check, and what it still sends is not heard', type => {
  let sendLate: ((event: CheckEvent) => void) | undefined;
  let stopped = false;
  const { actor } = openCase(
    fromCallback(({ sendBack }) => {
      sendLate = sendBack;
      return () => {
        stopped = true;
      };
    }),
  );
  actor.send({ type: 'target.submitted', target: TARGET });
  actor.send({ type });
  expect(stopped).toBe(true);
  for (const event of BROKEN_AT_PORT) sendLate?.(event);
  expect(actor.getSnapshot().context.findings).toEqual([]);
});

test('a second check replaces what the first one saw and keeps what the person said', () => {
  let checks = 0;
  const { actor } = openCase(
    fromCallback(({ sendBack }) => {
      checks += 1;
      for (const event of checks === 1 ? BROKEN_AT_PORT : BROKEN_AT_PORT.slice(0, 1)) sendBack(event);
      sendBack(FINISHED);
    }),
  );
  actor.send({ type: 'target.submitted', target: TARGET });
  actor.send({ type: 'answer.changed', question: 'vpn' });
  actor.send({ type: 'question.answered', question: 'vpn', answer: 'connected' });
  actor.send({ type: 'check.requested' });
  const { findings } = actor.getSnapshot().context;
  expect(findings.map(({ question, source }) => `${question} ${source}`)).toEqual(['vpn person']);
});

test.each<[seen: string, check: CheckActor | undefined, waitMs: number, next: unknown]>([
  ['nothing, without a helper', undefined, 0, { verifying: 'trying' }],
  ['nothing, for too long', silent, DEADLINE_MS, { verifying: 'trying' }],
  ['nothing, since it broke', broken, 0, { verifying: 'trying' }],
])('after a remedy the check sees %s: the person tries', (_, check, waitMs, next) => {
  const { actor, clock } = openCase(check);
  actor.send({ type: 'target.submitted', target: TARGET });
  clock.increment(waitMs);
  actor.send({ type: 'verdict.requested' });
  actor.send({ type: 'remedy.chosen', cause: 'vpn-needed' });
  actor.send({ type: 'check.requested' });
  clock.increment(waitMs);
  expect(actor.getSnapshot().value).toEqual(next);
});

test('a remedy after which it still breaks counts as tried: its cause goes down and the flow goes on', () => {
  const { actor } = openCase(sending(...BROKEN_AT_PORT, FINISHED));
  actor.send({ type: 'target.submitted', target: TARGET });
  actor.send({ type: 'verdict.requested' });
  const before = viewOf(actor.getSnapshot(), knowledge).verdict;
  expect(before).toBeDefined();
  if (before === undefined) return;
  actor.send({ type: 'remedy.chosen', cause: before.cause });
  actor.send({ type: 'remedy.tried' });
  const { value, context } = actor.getSnapshot();
  expect(context.tried).toEqual([before.cause]);
  expect(value).toBe('crossed-off');
  actor.send({ type: 'case.continued' });
  expect(['asking', 'concluded', 'cannot-tell']).toContain(actor.getSnapshot().value);
  actor.send({ type: 'verdict.requested' });
  const after = viewOf(actor.getSnapshot(), knowledge).verdict;
  expect(after?.cause).not.toBe(before.cause);
  expect(after?.tried).toHaveLength(1);
});
