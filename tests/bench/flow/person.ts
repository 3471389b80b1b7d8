import type { Finding } from '../../../machines/findings.ts';
import { type Model, REACHES, type Reach } from '../../../machines/knowledge.ts';
import type { CauseId, QuestionId } from '../../../machines/vocabulary.ts';

/** A case as a person lives it: what they begin with, what they could say, and what it truly was. */
export interface Person {
  readonly id: string;
  readonly reach: Reach;
  readonly opening: readonly Finding[];
  /** The answers that this person has; a question without an entry is an "I don't know". */
  readonly knows: ReadonlyMap<QuestionId, readonly string[]>;
  readonly cause: CauseId;
  /** The cause, and those whose remedy would have helped as well. */
  readonly right: readonly CauseId[];
}

/** What is left of a case's answers for somebody of this reach. */
export function within(
  model: Model,
  reach: Reach,
  answers: ReadonlyMap<QuestionId, readonly string[]>,
): ReadonlyMap<QuestionId, readonly string[]> {
  const farthest = REACHES.indexOf(reach);
  return new Map([...answers].filter(([question]) => REACHES.indexOf(model.questions[question].reach) <= farthest));
}

export function told(question: QuestionId, answers: readonly string[]): readonly Finding[] {
  return answers.map(answer => ({ question, answer, source: 'person' }));
}
