import { proofOf } from '../answers.ts';
import type { Model, QuestionKnowledge } from '../knowledge.ts';
import { CAUSE_IDS, QUESTION_IDS, QUESTIONS, type QuestionId, type Source } from '../vocabulary.ts';
import { errorRate, shareOf, shareUnderCause } from './likelihood.ts';
import { contradicts } from './stage-order.ts';

/** The number of causes; every vector below has one entry a cause, in the order of `CAUSE_IDS`. */
export const CAUSE_COUNT = CAUSE_IDS.length;

/** One answer: how likely it is in general and under each cause, and how it moves each cause (nats, against the usual). */
export interface AnswerColumn {
  readonly answer: string;
  readonly usual: number;
  readonly likelihood: Float64Array;
  readonly weight: Float64Array;
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

/**
 * Makes what a verdict after a check asks for while there is nothing else to do: of each question the answers of the one
 * who finds them out, a probe or a person.
 */
export function prewarm(model: Model): void {
  for (const table of evidenceTable(model).questions.values())
    void (model.questions[table.question].probe ? table.read : table.told);
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
  const usual = usualShares(QUESTIONS[question].answers, knowledge);
  const nature = knowledge.nature ?? 'observation';
  // Made when first asked for: with a probe nobody tells anything, and without one nothing is read.
  let told: readonly AnswerColumn[] | undefined;
  let read: readonly AnswerColumn[] | undefined;
  return {
    question,
    group: knowledge.group ?? question,
    proves: nature === 'observation',
    get told() {
      told ??= columnsOf(model, question, prior, usual, 'person', errorRate('person', nature));
      return told;
    },
    get read() {
      read ??= columnsOf(model, question, prior, usual, 'probe', errorRate('probe', nature));
      return read;
    },
  };
}

/**
 * P(answer | cause): the cause's own words, else what is usual, made to sum to 1. Where the order of stages rules answers
 * out, the connection mostly never gets so far: then they may sum to less, and the rest is nobody's answer. Plain loops,
 * since a page's first question waits for this, in code that never ran before.
 */
function columnsOf(
  model: Model,
  question: QuestionId,
  prior: Float64Array,
  usual: readonly number[],
  source: Source,
  error: number,
): readonly AnswerColumn[] {
  const answers: readonly string[] = QUESTIONS[question].answers;
  const proofs = answers.map(answer => proofOf(model, { question, answer, source }));
  const columns = answers.map((answer, a) => ({
    answer,
    usual: usual[a] ?? 1,
    likelihood: new Float64Array(CAUSE_COUNT),
    weight: new Float64Array(CAUSE_COUNT),
    strength: 0,
  }));
  CAUSE_IDS.forEach((cause, c) => {
    const { answers: words, stage } = model.causes[cause];
    const own = words[question];
    let sum = 0;
    let whole = 0;
    columns.forEach((column, a) => {
      const word = own?.[column.answer];
      const proof = proofs[a];
      const ruledOut = proof !== undefined && contradicts(proof, stage);
      if (ruledOut) whole = 1;
      const share = word !== undefined ? shareUnderCause(word) : ruledOut ? 0 : column.usual;
      column.likelihood[c] = share;
      sum += share;
    });
    whole = Math.max(whole, sum);
    for (const { weight, likelihood, usual } of columns) {
      const likely = ((1 - error) * (likelihood[c] ?? 0)) / whole + error * usual;
      likelihood[c] = likely;
      weight[c] = Math.log(likely / usual);
    }
  });
  for (const column of columns) column.strength = strengthOf(column.weight, prior);
  return columns;
}

function usualShares(ids: readonly string[], { answers }: QuestionKnowledge): readonly number[] {
  const raw = ids.map(id => shareOf(answers[id]?.usually ?? 'sometimes'));
  const sum = raw.reduce((total, share) => total + share, 0);
  return raw.map(share => share / sum);
}
