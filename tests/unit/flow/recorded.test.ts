import { expect, test } from 'vitest';
import { acceptInput, undoReading } from '../../../machines/diagnosis/accept-input.ts';
import {
  dropAnswer,
  type InterpretedInput,
  openCase,
  stagesOf,
  startCheck,
} from '../../../machines/diagnosis/context.ts';
import { readCase } from '../../../machines/diagnosis/read-case.ts';
import { saveCase } from '../../../machines/diagnosis/saved-case.ts';
import { viewOf } from '../../../machines/diagnosis/view.ts';
import { readEvidence } from '../../../site/widget/lazy/evidence.ts';
import { captureOf, Scene } from '../captures/scene.ts';
import { eventLogOf } from '../event-log/event-log-file.ts';
import { knowledge } from './known.ts';

/** A capture in which the host refuses, as the page reads it. */
async function refused(): Promise<InterpretedInput> {
  const file = new Blob([Uint8Array.from(captureOf(new Scene().client('S').server('RA').packets))]);
  const read = await readEvidence(file, { goesOn: () => true });
  if (read === undefined) throw new Error('nobody broke it off');
  return read;
}
const taken = (intake: InterpretedInput) => {
  const facts = { ...openCase({ probe: false }), intake };
  return { ...facts, ...acceptInput(facts, undefined) };
};
const noted: InterpretedInput = {
  findings: [],
  codes: [],
  said: [],
  recorded: { stages: [{ stage: 'port', outcome: 'passed' }], note: 'client-left' },
};

test('capture: opened in the flow → its line is shown before it is taken, as a check draws it', async () => {
  const { intake } = viewOf(
    { value: 'reading', context: { ...openCase({ probe: false }), intake: await refused() } },
    knowledge,
  );
  expect(intake?.path).toMatchObject({ checked: true });
  expect(intake?.path?.places.find(({ id }) => id === 'host')?.state).toBe('failed');
});

test('capture: taken → its line is that of the case, and its evidence names the packet', async () => {
  const view = viewOf({ value: 'concluded', context: taken(await refused()) }, knowledge);
  expect(view.path.checked).toBe(true);
  expect(view.path.places.map(({ state }) => state)).toContain('failed');
  expect(view.verdict?.for.map(({ source }) => source).join()).toMatch(/Seen in the capture, packet \d+/);
});

test('capture: a stage without a finding, and a note → both reach the flow', () => {
  const facts = taken(noted);
  const view = viewOf({ value: 'concluded', context: facts }, knowledge);
  expect(view.path.places.find(({ id }) => id === 'firewall')?.state).toBe('passed');
  expect(view.recorded).toBe(knowledge.words.ui['capture.note.client-left']);
  const reading = viewOf({ value: 'reading', context: { ...openCase({ probe: false }), intake: noted } }, knowledge);
  expect(reading.intake).toMatchObject({ problem: '', recorded: view.recorded });
});

test('capture: stored and read again → the same line and note; what does not fit is left out', () => {
  const saved = saveCase({ value: 'concluded', context: taken(noted) });
  expect(readCase(JSON.parse(JSON.stringify(saved)))?.facts.recorded).toEqual(noted.recorded);
  const hostile = { stages: [{ stage: 'port', outcome: 'running' }, { stage: 'moon' }, 7], note: '<b>' };
  expect(readCase({ ...saved, recorded: hostile })?.facts.recorded).toBeUndefined();
});

test('capture: a part of it is not meant, or it is taken back → no line of it is drawn', async () => {
  const intake = await refused();
  const [first] = intake.findings;
  if (first === undefined) throw new Error('a refusal is a finding');
  expect(stagesOf(taken({ ...intake, declined: [`${first.question}:${first.answer}`] }))).toEqual([]);
  const facts = taken(intake);
  expect(stagesOf(facts).length).toBeGreaterThan(0);
  expect(stagesOf({ ...facts, ...undoReading(facts) })).toEqual([]);
  expect(stagesOf({ ...facts, ...dropAnswer(facts, first.question, first.answer) })).toEqual([]);
});

const eventOf = (id: number, timeMs: number) => ({
  provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
  id,
  timeMs,
  data: {},
});

test('event log: opened and taken → the line of its attempt, as the command line draws it, and as long as nobody else saw one', async () => {
  const log = eventLogOf([eventOf(131, 1_750_000_000_000), eventOf(140, 1_750_000_001_000)]);
  const intake = await readEvidence(new Blob([Uint8Array.from(log)]), { goesOn: () => true });
  if (intake === undefined) throw new Error('nobody broke it off');
  const before = viewOf({ value: 'reading', context: { ...openCase({ probe: false }), intake } }, knowledge);
  const facts = taken(intake);
  const view = viewOf({ value: 'concluded', context: facts }, knowledge);
  for (const path of [before.intake?.path, view.path]) {
    expect(path?.checked).toBe(true);
    expect(path?.places.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed', 'passed', 'failed']);
  }
  const ping = { question: 'path', answer: 'silent', source: 'transcript', detail: { tool: 'ping' } } as const;
  const both = { ...facts, findings: [...facts.findings, ping] };
  expect(viewOf({ value: 'concluded', context: both }, knowledge).path.checked).toBe(false);
});

test('capture: a check begins and cannot be made → the line of the capture stands again', async () => {
  const facts = taken(await refused());
  expect(stagesOf({ ...facts, ...startCheck(facts) })).toEqual(stagesOf(facts));
  const seen = { ...facts, stages: [{ stage: 'name', outcome: 'passed' } as const] };
  expect(stagesOf(seen)).toEqual(seen.stages);
});
