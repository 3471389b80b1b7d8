import type { CauseKnowledge, Model, QuestionKnowledge } from './knowledge.ts';
import { errorRate, shareOf, shareUnderCause } from './likelihood.ts';
import { contradicts, proofOf } from './stage-order.ts';
import { CAUSE_IDS, QUESTION_IDS, QUESTIONS, type QuestionId, type Source } from './vocabulary.ts';

/** The number of causes; every vector below has one entry a cause, in the order of `CAUSE_IDS`. */
export const CAUSE_COUNT = CAUSE_IDS.length;

/** One answer: how it moves each cause (nats, against what is usual) and how likely each cause makes it. */
export interface AnswerColumn {
  readonly answer: string;
  readonly weight: Float64Array;
  readonly likelihood: Float64Array;
  /** How far the answer tells the causes apart: the spread of `weight` over the prior. Orders findings in a group. */
  readonly strength: number;
}

export interface QuestionTable {
  readonly question: QuestionId;
  readonly group: string;
  /** Whether its answers can settle a cause. */
  readonly proves: boolean;
  readonly told: readonly AnswerColumn[];
  readonly read: readonly AnswerColumn[];
}

/** The model as numbers. */
export interface EvidenceTable {
  readonly prior: Float64Array;
  readonly questions: ReadonlyMap<QuestionId, QuestionTable>;
}

const tables = new WeakMap<Model, EvidenceTable>();

/** The model's numbers, made once a model: both inference and the next question run over them. */
export function evidenceTable(model: Model): EvidenceTable {
  const known = tables.get(model);
  if (known !== undefined) return known;
  const rates = CAUSE_IDS.map(cause => model.causes[cause].baseRate);
  const sum = rates.reduce((total, rate) => total + rate, 0);
  const prior = Float64Array.from(rates, rate => rate / sum);
  const questions = new Map<QuestionId, QuestionTable>();
  for (const question of QUESTION_IDS) {
    if (question !== 'code') questions.set(question, questionTable(model, question, prior));
  }
  const table = { prior, questions };
  tables.set(model, table);
  return table;
}

/** Makes all of it while there is nothing else to do, so that no verdict waits for it. */
export function makeReady(model: Model): void {
  for (const { told, read } of evidenceTable(model).questions.values()) void [told, read];
}

/** The column of a finding, or nothing where the answer moves no probability. */
export function columnOf(table: QuestionTable, answer: string, source: Source): AnswerColumn | undefined {
  return (source === 'person' ? table.told : table.read).find(column => column.answer === answer);
}

/** The spread of `weight` over the causes: what a finding can tell at all. */
export function strengthOf(weight: Float64Array, prior: Float64Array): number {
  let mean = 0;
  let square = 0;
  for (let c = 0; c < weight.length; c++) {
    const p = prior[c] ?? 0;
    const w = weight[c] ?? 0;
    mean += p * w;
    square += p * w * w;
  }
  return Math.sqrt(Math.max(0, square - mean * mean));
}

function questionTable(model: Model, question: QuestionId, prior: Float64Array): QuestionTable {
  const knowledge = model.questions[question];
  const answers = QUESTIONS[question].answers;
  const usual = usualShares(answers, knowledge);
  const nature = knowledge.nature ?? 'observation';
  const proofs = answers.map(answer => proofOf(question, answer));
  const columns = (source: Source): readonly AnswerColumn[] => {
    const perCause = CAUSE_IDS.map(cause => {
      const { answers: words, stage } = model.causes[cause];
      const ruledOut = proofs.map(proof => proof !== undefined && contradicts(proof, stage, source));
      return sharesUnder(words[question], answers, usual, ruledOut);
    });
    return answers.map((answer, a) => {
      const error = errorRate(source, nature);
      const usualShare = usual[a] ?? 1;
      const likelihood = Float64Array.from(perCause, row => (1 - error) * (row[a] ?? 0) + error * usualShare);
      const weight = likelihood.map(share => Math.log(share / usualShare));
      return { answer, weight, likelihood, strength: strengthOf(weight, prior) };
    });
  };
  // Made when first asked for: with a probe nobody tells anything, and without one nothing is read.
  let told: readonly AnswerColumn[] | undefined;
  let read: readonly AnswerColumn[] | undefined;
  return {
    question,
    group: knowledge.group ?? question,
    proves: nature === 'observation',
    get told() {
      told ??= columns('person');
      return told;
    },
    get read() {
      read ??= columns('probe');
      return read;
    },
  };
}

/**
 * P(answer | cause): the cause's own words, else what is usual, made to sum to 1. Where the order of stages rules answers
 * out, the connection mostly never gets so far: then they may sum to less, and the rest is nobody's answer.
 */
function sharesUnder(
  own: CauseKnowledge['answers'][QuestionId],
  answers: readonly string[],
  usual: readonly number[],
  ruledOut: readonly boolean[],
): readonly number[] {
  const raw = answers.map((answer, a) => {
    const word = own?.[answer];
    if (word !== undefined) return shareUnderCause(word);
    return ruledOut[a] === true ? 0 : (usual[a] ?? 0);
  });
  const sum = raw.reduce((total, share) => total + share, 0);
  const whole = ruledOut.includes(true) ? Math.max(1, sum) : sum;
  return raw.map(share => share / whole);
}

function usualShares(answers: readonly string[], { usually }: QuestionKnowledge): readonly number[] {
  const raw = answers.map(answer => shareOf(usually?.[answer] ?? 'sometimes'));
  const sum = raw.reduce((total, share) => total + share, 0);
  return raw.map(share => share / sum);
}
