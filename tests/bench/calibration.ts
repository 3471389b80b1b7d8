import { loadModel } from '../../content/knowledge.ts';
import type { Finding } from '../../machines/findings.ts';
import { conclude } from '../../machines/inference/conclude.ts';
import { type EvidenceTable, evidenceTable } from '../../machines/inference/evidence-table.ts';
import { outlookOf } from '../../machines/inference/next-step.ts';
import { type AskableId, CAUSE_IDS, type QuestionId } from '../../machines/vocabulary.ts';
import { answerAt, type GeneratedCase, generate } from './flow/generate.ts';
import { mulberry32, shuffled } from './flow/random.ts';

/**
 * Cases generated from the model with a fixed seed: whether a probability of 0.8 is right four times in five, how many
 * questions a person is asked until a verdict, and how long the engine thinks. `node tests/bench/calibration.ts [CASES]`.
 */
const SEED = 20_260_101;
const CASES = Number(process.argv[2] ?? 2000);
const BANDS = 10;

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
const cases = Array.from({ length: CASES }, generateSeen);
console.log(`${CASES} generated cases, seed ${SEED}\n`);
calibration();
dialogues();
times();

function generateSeen(): GeneratedCase & { readonly seen: readonly Finding[] } {
  const one = generate(model, random);
  return { ...one, seen: probed(evidenceTable(model), CAUSE_IDS.indexOf(one.cause), random) };
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
  console.log('');
}

function dialogue(one: (typeof cases)[number], probe: boolean) {
  const findings: Finding[] = probe ? [...one.seen] : [];
  const asked: AskableId[] = [];
  for (;;) {
    const { next } = outlookOf(model, { findings, asked, reach: 'administrator', probe, failed: [] });
    if (next === undefined) return { asked: asked.length, verdict: conclude(model, findings) };
    asked.push(next.question);
    if (next.question !== 'reach') findings.push(...findingsOf(one, [next.question]));
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
  outlookOf(model, { findings, asked: [], reach: undefined, probe: false, failed: [] });
}

function findingsOf({ answers }: GeneratedCase, questions: readonly QuestionId[]): Finding[] {
  return questions.flatMap(question => {
    const answer = answers.get(question);
    return answer === undefined ? [] : [{ question, answer, source: 'person' }];
  });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`.padStart(5);
}
