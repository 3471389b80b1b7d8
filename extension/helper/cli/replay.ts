import type { Finding } from '../../../machines/findings.ts';
import { MOST_PUT, outlookOf } from '../../../machines/inference/next-step.ts';
import type { Model, Reach } from '../../../machines/knowledge.ts';
import { type AskableId, type QuestionId, REACH_QUESTION } from '../../../machines/vocabulary.ts';

/**
 * What the flow has put so far, in its order. A line of `explain` names what was put and not answered; which findings were
 * answers, and which were known before the first question, it does not say. The policy is deterministic and findings keep
 * their order, so it is played again: the earliest point from which it would have put exactly these is where it began, so
 * that nobody is asked more than the most. Where there is no such point, all findings are taken to have been known before.
 */
export function putSoFar(
  model: Model,
  findings: readonly Finding[],
  blank: readonly AskableId[],
  reach: Reach | undefined,
): readonly AskableId[] {
  const questions = [...new Set(findings.map(({ question }) => question))];
  for (let answered = Math.min(questions.length, MOST_PUT - blank.length); answered >= 0; answered--) {
    const known = questions.slice(0, questions.length - answered);
    for (const toldBefore of reach === undefined || blank.includes(REACH_QUESTION) ? [true] : [false, true]) {
      const put = replay(model, { findings, known, blank, reach, toldBefore });
      if (put !== undefined) return put;
    }
  }
  return blank;
}

interface Take {
  readonly findings: readonly Finding[];
  /** Questions whose findings were there before the first was put. */
  readonly known: readonly QuestionId[];
  readonly blank: readonly AskableId[];
  readonly reach: Reach | undefined;
  /** Whether the reach was known from the start. */
  readonly toldBefore: boolean;
}

/** The order in which all was put, or nothing where the flow would have put something else. */
function replay(model: Model, { findings, known, blank, reach, toldBefore }: Take): readonly AskableId[] | undefined {
  const has = new Set(known);
  const open = new Set<AskableId>([
    ...blank,
    ...findings.flatMap(({ question }) => (has.has(question) ? [] : question)),
  ]);
  if (!toldBefore) open.add(REACH_QUESTION);
  const put: AskableId[] = [];
  while (open.size > 0) {
    const { next } = outlookOf(model, {
      findings: findings.filter(({ question }) => has.has(question)),
      asked: put,
      reach: toldBefore || put.includes(REACH_QUESTION) ? reach : undefined,
      probe: false,
      failed: [],
    });
    if (next === undefined || !open.delete(next.question)) return undefined;
    put.push(next.question);
    if (next.question !== REACH_QUESTION && !blank.includes(next.question)) has.add(next.question);
  }
  return put;
}
