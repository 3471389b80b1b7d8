import { beforeAll, describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import type { Facts } from '../../machines/diagnosis/context.ts';
import type { DiagnosisSnapshot } from '../../machines/diagnosis/diagnosis.machine.ts';
import { readCase } from '../../machines/diagnosis/read-case.ts';
import { saveCase, topState } from '../../machines/diagnosis/saved-case.ts';
import { type View, viewOf } from '../../machines/diagnosis/view.ts';
import { EVENTS } from './events.ts';
import { diagnosis, knowledge } from './known.ts';

/** The shape of a case: what decides where it can go. The same shape counts as the same place of the walk. */
function shapeOf({ value, context }: { value: unknown; context: Facts }): string {
  const { target, probe, intake, findings, asked, tried, remedy, stages } = context;
  return JSON.stringify([
    value,
    target !== undefined,
    probe,
    intake === undefined ? 'none' : intake.problem === undefined ? 'understood' : 'not understood',
    // What is known decides the next screen by its sum, not piece by piece.
    Math.min(findings.length, 2),
    findings.some(({ source }) => source === 'probe'),
    asked.length > 0,
    tried.length > 0,
    remedy !== undefined,
    stages.some(({ outcome }) => outcome === 'failed'),
  ]);
}

/** Every shape of a case that events can lead to, each with its shortest way. */
function walk(input: Parameters<typeof getShortestPaths<typeof diagnosis>>[1]) {
  return getShortestPaths(diagnosis, {
    events: () => [...EVENTS] as never,
    serializeState: snapshot => shapeOf(snapshot),
    limit: 400_000,
    ...input,
  });
}

let paths: ReturnType<typeof walk>;
const snapshots = () => paths.map(path => path.state as DiagnosisSnapshot);
/** Each case with what is shown of it. Drawing thousands of them takes seconds, so it is done once. */
let shown: readonly { readonly value: unknown; readonly checked: boolean; readonly view: View }[];
beforeAll(() => {
  paths = walk({
    input: { probe: true },
    // Two findings and three questions show every way; more only show them again.
    stopWhen: snapshot => snapshot.context.findings.length > 2 || snapshot.context.asked.length > 3,
  });
  shown = snapshots().map(snapshot => ({
    value: snapshot.value,
    checked: snapshot.context.stages.length > 0,
    view: viewOf(snapshot, knowledge),
  }));
}, 120_000);

test('the table of events covers every event of the machine', () => {
  const named = new Set<string>(EVENTS.map(event => event.type));
  expect(diagnosis.events.filter(type => !named.has(type))).toEqual([]);
  expect([...named].filter(type => !(diagnosis.events as readonly string[]).includes(type))).toEqual([]);
});

test('every state in which the flow can rest is reached', () => {
  const resting = [
    'describing',
    'checking',
    'asking',
    'reading',
    'concluded',
    'crossed-off',
    'mending',
    'verifying.rechecking',
    'verifying.trying',
    'resolved',
    'handed-over',
  ];
  const reached = new Set(snapshots().map(({ value }) => stateName(value)));
  expect([...reached].toSorted()).toEqual(resting.toSorted());
});

test('no way ends: from every case something leads on, and back, and to a fresh start', () => {
  const stuck = snapshots().filter(snapshot => {
    const can = EVENTS.filter(event => snapshot.can(event as never)).map(({ type }) => type);
    const name = stateName(snapshot.value);
    return can.length < 3 || !can.includes('case.restarted') || (name !== 'describing' && !can.includes('step.back'));
  });
  expect(stuck.map(({ value }) => value)).toEqual([]);
});

describe('what the person sees', () => {
  test('every case has a heading, five places and one sentence', () => {
    const bad = shown.filter(
      ({ view: { heading, announcement, path } }) =>
        heading === '' || announcement === '' || path.sentence === '' || path.places.length !== 5,
    );
    expect(bad.map(({ value }) => value)).toEqual([]);
  });

  test('every leaf is complete: a cause with its sureness, who can act, remedy, way back and proof that it worked', () => {
    const leaves = shown.filter(({ view }) => ['concluded', 'mending'].includes(view.screen));
    expect(leaves.length).toBeGreaterThan(20);
    const incomplete = leaves.filter(({ view: { verdict, remedy } }) => {
      const texts = [verdict?.title, verdict?.odds, verdict?.actor, remedy?.remedy, remedy?.undo, remedy?.verify];
      return texts.some(text => text === undefined || text === '') || verdict?.cause !== remedy?.cause;
    });
    expect(incomplete.map(({ value }) => value)).toEqual([]);
  });

  test('a question always has answers, and "I don’t know" as the last one', () => {
    const asking = shown.filter(({ view }) => view.screen === 'asking');
    expect(asking.length).toBeGreaterThan(20);
    for (const { view } of asking) {
      expect(view.question?.answers.length).toBeGreaterThan(1);
      expect(view.question?.answers.at(-1)?.id).toBe('unknown');
    }
  });

  test('nothing is red that no check saw', () => {
    const red = shown.filter(
      ({ checked, view }) => !checked && view.path.places.some(({ state }) => state === 'failed'),
    );
    expect(red.map(({ value }) => value)).toEqual([]);
  });
});

test('every case is saved, comes back as it was, and is the same once more', () => {
  for (const snapshot of snapshots()) {
    const saved = JSON.parse(JSON.stringify(saveCase(snapshot)));
    expect(JSON.stringify(saved).length).toBeLessThan(4_000);
    const kept = readCase(saved);
    if (kept === undefined) throw new Error('a saved case cannot be read');
    const name = topState(snapshot.value);
    // A case that was saved in a check goes there again; a paste that was not taken is not kept.
    expect(kept.screen).toBe(name === 'reading' ? 'describing' : name);
    const actor = createActor(diagnosis, { input: { probe: true, start: { kind: 'saved', ...kept } } });
    const { context } = actor.getSnapshot();
    if (name !== 'checking' && name !== 'verifying') {
      expect(saveCase({ value: name, context })).toEqual(saved);
      expect(actor.getSnapshot().value).toEqual(name === 'reading' ? 'describing' : snapshot.value);
    }
  }
});

function stateName(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[parent, child] = ['', '']] = Object.entries(Object(value));
  return `${parent}.${child}`;
}
