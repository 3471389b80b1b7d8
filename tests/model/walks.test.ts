import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { viewOf } from '../../machines/diagnosis/view.ts';
import { type AskableId, QUESTION_IDS, QUESTIONS } from '../../machines/vocabulary.ts';
import { diagnosis, knowledge } from './known.ts';

/** Nobody is asked more than this. */
const QUESTIONS_AT_MOST = 7;

function start() {
  const actor = createActor(diagnosis, { input: { probe: false } }).start();
  actor.send({ type: 'check.requested' });
  return actor;
}
type Case = ReturnType<typeof start>;

/** Answers with the same choice, time after time, until a cause is shown. Returns what was asked. */
function answerAll(actor: Case, choose: (answers: readonly string[], turn: number) => string): readonly AskableId[] {
  const asked: AskableId[] = [];
  while (actor.getSnapshot().value === 'asking' && asked.length <= QUESTIONS_AT_MOST) {
    const { question } = viewOf(actor.getSnapshot(), knowledge);
    if (question === undefined) break;
    asked.push(question.id);
    const answer = choose(
      question.answers.map(({ id }) => id),
      asked.length,
    );
    if (answer === 'unknown') actor.send({ type: 'question.skipped' });
    else actor.send({ type: 'question.answered', question: question.id, answer });
  }
  return asked;
}

test.each<[name: string, choose: (answers: readonly string[], turn: number) => string]>([
  ['always the first answer', answers => answers[0] ?? ''],
  ['always the last answer before "I don’t know"', answers => answers.at(-2) ?? ''],
  ['always "I don’t know"', () => 'unknown'],
  ['by turns', (answers, turn) => answers[turn % answers.length] ?? ''],
])(
  '%s: no question comes twice, at most seven come, and they end in a cause or say that none can be told',
  (_, choose) => {
    const actor = start();
    const asked = answerAll(actor, choose);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(QUESTIONS_AT_MOST);
    const { value } = actor.getSnapshot();
    expect(['concluded', 'cannot-tell']).toContain(value);
    const { verdict, undecided } = viewOf(actor.getSnapshot(), knowledge);
    expect(verdict?.title).not.toBe('');
    expect(undecided?.causes.length).toBe(value === 'cannot-tell' ? 3 : undefined);
  },
);

test.each(QUESTION_IDS)('every answer to %s leads on', id => {
  for (const answer of [...QUESTIONS[id].answers, 'unknown']) {
    const actor = start();
    actor.send({ type: 'answer.changed', question: id });
    expect(actor.getSnapshot().context.question).toBe(id);
    if (answer === 'unknown') actor.send({ type: 'question.skipped' });
    else actor.send({ type: 'question.answered', question: id, answer });
    const { value, context } = actor.getSnapshot();
    expect(['asking', 'concluded', 'cannot-tell']).toContain(value);
    expect(context.question).not.toBe(id);
    expect(context.findings.some(({ question }) => question === id)).toBe(answer !== 'unknown');
  }
});

test('when no remedy helps, the flow tries others and then hands over', () => {
  const actor = start();
  const tried: string[] = [];
  for (let turn = 0; turn < 200; turn++) {
    answerAll(actor, () => 'unknown');
    if (actor.getSnapshot().value === 'cannot-tell') actor.send({ type: 'verdict.requested' });
    if (actor.getSnapshot().value !== 'concluded') break;
    const { verdict } = viewOf(actor.getSnapshot(), knowledge);
    if (verdict === undefined) break;
    tried.push(verdict.cause);
    actor.send({ type: 'remedy.chosen', cause: verdict.cause });
    actor.send({ type: 'remedy.tried' });
    actor.send({ type: 'remedy.failed' });
    actor.send({ type: 'case.continued' });
  }
  expect(actor.getSnapshot().value).toBe('handed-over');
  expect(new Set(tried).size).toBe(tried.length);
  expect(tried.length).toBeGreaterThan(5);
  actor.send({ type: 'step.back' });
  expect(actor.getSnapshot().value).toBe('describing');
});

test('back goes through the questions as they came, each with its answer, to the beginning', () => {
  const actor = start();
  const first = actor.getSnapshot().context.question;
  for (let turn = 0; turn < 3; turn++) {
    const { question } = viewOf(actor.getSnapshot(), knowledge);
    if (question === undefined) throw new Error('no question');
    actor.send({ type: 'question.answered', question: question.id, answer: question.answers[0]?.id ?? '' });
  }
  for (let turn = 0; turn < 3; turn++) {
    actor.send({ type: 'step.back' });
    const { question } = viewOf(actor.getSnapshot(), knowledge);
    expect(question?.answers.filter(({ given }) => given !== '')).toHaveLength(1);
  }
  expect(actor.getSnapshot().context.question).toBe(first);
  actor.send({ type: 'step.back' });
  expect(actor.getSnapshot().value).toBe('describing');
});

test('a changed answer replaces the earlier one', () => {
  const actor = start();
  actor.send({ type: 'answer.changed', question: 'port' });
  actor.send({ type: 'question.answered', question: 'port', answer: 'silent' });
  actor.send({ type: 'answer.changed', question: 'port' });
  actor.send({ type: 'question.answered', question: 'port', answer: 'open' });
  const answers = actor.getSnapshot().context.findings.filter(({ question }) => question === 'port');
  expect(answers.map(({ answer }) => answer)).toEqual(['open']);
});

test('a paste counts only once it is taken, and is taken back whole', () => {
  const actor = start();
  const text = 'ComputerName     : pc1\nRemotePort       : 3389\nPingSucceeded    : True\nTcpTestSucceeded : False';
  actor.send({ type: 'text.pasted', text });
  expect(actor.getSnapshot().value).toBe('reading');
  expect(actor.getSnapshot().context.findings).toEqual([]);
  actor.send({ type: 'reading.taken' });
  const taken = actor.getSnapshot().context.findings;
  expect(taken.length).toBeGreaterThan(0);
  expect(JSON.stringify(actor.getSnapshot().context)).not.toContain('TcpTestSucceeded');
  actor.send({ type: 'reading.undone' });
  expect(actor.getSnapshot().context.findings).toEqual([]);
});

test('starting over forgets everything', () => {
  const actor = start();
  answerAll(actor, answers => answers[0] ?? '');
  actor.send({ type: 'case.restarted' });
  const { value, context } = actor.getSnapshot();
  expect(value).toBe('describing');
  expect([context.findings, context.asked, context.tried, context.stages]).toEqual([[], [], [], []]);
  expect([context.target, context.remedy, context.question, context.intake]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
