import { codeId } from '../../../machines/codes/entry.ts';
import { type AnswerColumn, evidenceTable } from '../../../machines/inference/evidence-table.ts';
import type { Model } from '../../../machines/knowledge.ts';
import { CAUSE_IDS, type CauseId, QUESTION_IDS, type QuestionId } from '../../../machines/vocabulary.ts';
import { pick, shuffled } from './random.ts';

export interface GeneratedCase {
  readonly cause: CauseId;
  /** What is true of the case, as a person would tell it. */
  readonly answers: ReadonlyMap<QuestionId, string>;
}

/** How often a further question of a correlated group adds independent information. */
const TOLD_ANEW = 0.5;

/** A case of the model: the cause by its base rate, every question answered as often as the cause makes it. */
export function generate(model: Model, random: () => number): GeneratedCase {
  const table = evidenceTable(model);
  const cause = pick(table.prior, random);
  const answers = new Map<QuestionId, string>();
  const typical = new Map<string, number>();
  for (const question of shuffled(QUESTION_IDS, random)) {
    const columns = table.questions.get(question);
    if (columns === undefined) continue;
    // one fact in other words: as typical of the cause, or as misleading, as what its group told before
    const before = typical.get(columns.group);
    const level = before === undefined || random() < TOLD_ANEW ? random() : before;
    typical.set(columns.group, level);
    const answer = answerAt(columns.told, cause, level);
    if (answer !== undefined) answers.set(question, answer);
  }
  return { cause: CAUSE_IDS[cause] ?? 'network-path', answers };
}

/**
 * The answer at a level between 0 (most typical of the cause) and 1 (least). Over all levels each answer is as frequent
 * as the cause makes it. None where the connection never got so far: there the frequencies do not sum to 1.
 */
export function answerAt(columns: readonly AnswerColumn[], cause: number, level: number): string | undefined {
  let left = level;
  for (const { answer, likelihood } of columns.toSorted((a, b) => (b.weight[cause] ?? 0) - (a.weight[cause] ?? 0))) {
    left -= likelihood[cause] ?? 0;
    if (left < 0) return answer;
  }
  return undefined;
}

/** A code that its entry lists for the cause, the likelier the earlier it stands there. */
export function codeFor({ codes }: Model, cause: CauseId, random: () => number): string | undefined {
  const listing = codes.filter(code => code.causes.includes(cause));
  if (listing.length === 0) return undefined;
  const code =
    listing[
      pick(
        listing.map(({ causes }) => 0.6 ** causes.indexOf(cause) / causes.length),
        random,
      )
    ];
  return code === undefined ? undefined : codeId(code);
}
