import { loadModel } from '../../content/knowledge.ts';
import type { Finding } from '../../machines/findings.ts';
import { conclude } from '../../machines/inference/conclude.ts';
import { type AnswerColumn, type EvidenceTable, evidenceTable } from '../../machines/inference/evidence-table.ts';
import { nextQuestions } from '../../machines/inference/next-question.ts';
import type { Model } from '../../machines/knowledge.ts';
import { CAUSE_IDS, type CauseId, QUESTION_IDS, type QuestionId } from '../../machines/vocabulary.ts';

/**
 * Cases generated from the model with a fixed seed: whether a probability of 0.8 is right four times in five, how many
 * questions a person is asked until a verdict, and how long the engine thinks. `node tests/bench/calibration.ts [CASES]`.
 */
const SEED = 20_260_101;
const CASES = Number(process.argv[2] ?? 2000);
const MOST_QUESTIONS = 25;
const BANDS = 10;
/** How often a further question of a correlated group tells something of its own. */
const TOLD_ANEW = 0.5;

interface GeneratedCase {
  readonly cause: CauseId;
  /** What a person would answer. */
  readonly answers: ReadonlyMap<QuestionId, string>;
  /** What a check would see. */
  readonly seen: readonly Finding[];
}

/** The questions of a check, in its order. */
const PROBED: readonly QuestionId[] = [
  'name',
  'path',
  'port',
  'service',
  'security',
  'tls',
  'nla',
  'clock',
  'identity',
];

const model = await loadModel();
const random = mulberry32(SEED);
const cases = Array.from({ length: CASES }, () => generate(model, random));
console.log(`${CASES} generated cases, seed ${SEED}\n`);
calibration();
dialogues();
times();

/** A case of the model: the cause by its base rate, every question answered as often as the cause makes it. */
function generate(model: Model, random: () => number): GeneratedCase {
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
  return { cause: CAUSE_IDS[cause] ?? 'network-path', answers, seen: probed(table, cause, random) };
}

/**
 * The answer at a level between 0 (most typical of the cause) and 1 (least). Over all levels each answer is as frequent
 * as the cause makes it. None where the connection never got so far: there the frequencies do not sum to 1.
 */
function answerAt(columns: readonly AnswerColumn[], cause: number, level: number): string | undefined {
  let left = level;
  for (const { answer, likelihood } of columns.toSorted((a, b) => (b.weight[cause] ?? 0) - (a.weight[cause] ?? 0))) {
    left -= likelihood[cause] ?? 0;
    if (left < 0) return answer;
  }
  return undefined;
}

function calibration(): void {
  const bands = Array.from({ length: BANDS }, () => ({ count: 0, right: 0, sum: 0 }));
  for (const one of cases) {
    const count = 1 + Math.floor(random() * 9);
    const asked = shuffled([...one.answers.keys()], random).slice(0, count);
    const first = conclude(model, findingsOf(one, asked)).causes[0];
    if (first === undefined) continue;
    const band = bands[Math.min(BANDS - 1, Math.floor(first.probability * BANDS))];
    if (band === undefined) continue;
    band.count++;
    band.sum += first.probability;
    if (first.cause === one.cause) band.right++;
  }
  console.log('probability of the first cause, and how often it was the cause (one to nine answers at random)');
  let error = 0;
  for (const { count, right, sum } of bands) {
    if (count === 0) continue;
    error += Math.abs(sum - right);
    console.log(`  said ${percent(sum / count)}  was ${percent(right / count)}  (${count} cases)`);
  }
  console.log(`  mean distance ${percent(error / cases.length)}\n`);
}

function dialogues(): void {
  console.log('questions put to a person until the cause is settled');
  for (const probe of [false, true]) {
    const counts: number[] = [];
    let settled = 0;
    let right = 0;
    for (const one of cases) {
      const { asked, verdict } = dialogue(one, probe);
      if (!verdict.settled) continue;
      counts.push(asked);
      settled++;
      if (verdict.causes[0]?.cause === one.cause) right++;
    }
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const sorted = counts.toSorted((a, b) => a - b);
    console.log(
      `  ${probe ? 'with a helper   ' : 'without a helper'}  mean ${mean.toFixed(1)}  median ${sorted[Math.floor(sorted.length / 2)]}  ` +
        `95 % ${sorted[Math.floor(sorted.length * 0.95)]}  worst ${sorted.at(-1)}  settled ${percent(settled / cases.length)}, of these right ${percent(right / settled)}`,
    );
  }
  bound();
}

/** Entropy of the causes over the most that one question can tell at the start: nobody can ask less on average. */
function bound(): void {
  const { prior } = evidenceTable(model);
  const entropy = -prior.reduce((sum, p) => sum + p * Math.log(p), 0);
  const most = Math.max(...nextQuestions(model, [], { probe: false }).map(({ gain }) => gain));
  console.log(
    `  bound: the causes hold ${entropy.toFixed(2)} nats, the most telling question ${most.toFixed(2)}: at least ${(entropy / most).toFixed(1)} questions\n`,
  );
}

function dialogue(one: GeneratedCase, probe: boolean) {
  const findings: Finding[] = probe ? [...one.seen] : [];
  const put: QuestionId[] = [];
  for (;;) {
    const verdict = conclude(model, findings);
    const [next] = nextQuestions(model, findings, { probe, skip: put });
    if (verdict.settled || next === undefined || put.length === MOST_QUESTIONS) return { asked: put.length, verdict };
    put.push(next.question);
    findings.push(...findingsOf(one, [next.question]));
  }
}

/** What a check brings: the stages in order up to the first that failed. */
function probed({ questions }: EvidenceTable, cause: number, random: () => number): readonly Finding[] {
  const seen: Finding[] = [];
  for (const question of PROBED) {
    const answer = answerAt(questions.get(question)?.read ?? [], cause, random());
    if (answer === undefined) continue;
    seen.push({ question, answer, source: 'probe' });
    if (isEnd(question, answer)) break;
  }
  return seen;
}

function isEnd(question: QuestionId, answer: string): boolean {
  return (
    (question === 'name' && ['not-found', 'no-answer'].includes(answer)) ||
    (question === 'port' && answer !== 'open') ||
    (question === 'service' && answer !== 'rdp') ||
    (question === 'tls' && ['stalls', 'closes', 'resets'].includes(answer))
  );
}

function times(): void {
  const inputs = cases.slice(0, 200).map(one => findingsOf(one, [...one.answers.keys()].slice(0, 8)));
  for (let round = 0; round < 3; round++) for (const findings of inputs) think(findings);
  const elapsed = inputs.map(findings => {
    const start = performance.now();
    think(findings);
    return performance.now() - start;
  });
  const sorted = elapsed.toSorted((a, b) => a - b);
  const mean = elapsed.reduce((sum, ms) => sum + ms, 0) / elapsed.length;
  console.log(
    `verdict and next question, eight answers: mean ${mean.toFixed(2)} ms, 95 % ${sorted[Math.floor(sorted.length * 0.95)]?.toFixed(2)} ms`,
  );
}

function think(findings: readonly Finding[]): void {
  conclude(model, findings);
  nextQuestions(model, findings, { probe: false });
}

function findingsOf({ answers }: GeneratedCase, questions: readonly QuestionId[]): Finding[] {
  return questions.flatMap(question => {
    const answer = answers.get(question);
    return answer === undefined ? [] : [{ question, answer, source: 'person' }];
  });
}

function pick(weights: Float64Array, random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map(item => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`.padStart(5);
}

/** A small generator with a seed, so that two runs print the same table. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
