import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadModel } from '../../../content/knowledge.ts';
import type { Finding } from '../../../machines/findings.ts';
import { conclude, type Verdict } from '../../../machines/inference/conclude.ts';
import type { CodeKnowledge, Model } from '../../../machines/knowledge.ts';
import {
  type Blame,
  CAUSE_IDS,
  CAUSES,
  type CauseId,
  QUESTION_IDS,
  QUESTIONS,
  SOURCES,
} from '../../../machines/vocabulary.ts';
import { ALL_GREEN, finding, findingsOf } from './script.ts';

const code = (id: string, causes: readonly CauseId[]): CodeKnowledge => ({
  surface: 'message',
  code: id,
  meaning: 'for this test',
  stage: 'any',
  causes,
  confidence: 'documented',
  sources: ['test'],
});
const known = await loadModel();
const model: Model = {
  ...known,
  codes: [code('sure', ['account-state']), code('several', ['certificate', 'tls-mismatch']), code('empty', [])],
};

const anyFinding: fc.Arbitrary<Finding> = fc.constantFrom(...QUESTION_IDS).chain(question =>
  fc.record({
    question: fc.constant(question),
    answer:
      question === 'code'
        ? fc.constantFrom('message:sure', 'message:several', 'message:empty', 'none')
        : fc.constantFrom(...(QUESTIONS[question].answers as readonly string[])),
    source: fc.constantFrom(...SOURCES),
  }),
);
const anyFindings = fc.array(anyFinding, { maxLength: 20 });

function probabilities(verdict: Verdict): ReadonlyMap<CauseId, number> {
  return new Map(verdict.causes.map(({ cause, probability }) => [cause, probability]));
}

function probabilityOf(script: string, cause: CauseId): number {
  return probabilities(conclude(model, findingsOf(script))).get(cause) ?? Number.NaN;
}

function blameOf(script: string, blames: readonly Blame[]): number {
  return conclude(model, findingsOf(script))
    .causes.filter(({ cause }) => blames.includes(CAUSES[cause]))
    .reduce((sum, { probability }) => sum + probability, 0);
}

function expectSame(a: Verdict, b: Verdict): void {
  const other = probabilities(b);
  for (const [cause, probability] of probabilities(a)) expect(other.get(cause)).toBeCloseTo(probability, 10);
  expect({ healthy: a.healthy, settled: a.settled }).toEqual({ healthy: b.healthy, settled: b.settled });
}

describe('rules that hold for all findings', () => {
  test('all causes are ranked, and their probabilities sum to 1', () => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const { causes } = conclude(model, findings);
        expect(causes).toHaveLength(Object.keys(CAUSES).length);
        expect(causes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
        for (const [index, { probability }] of causes.entries()) {
          expect(probability).toBeGreaterThan(0);
          expect(probability).toBeLessThanOrEqual(causes[index - 1]?.probability ?? 1);
        }
      }),
    );
  });

  test('an unknown answer changes nothing', () => {
    fc.assert(
      fc.property(anyFindings, anyFinding, fc.constantFrom(...SOURCES), (findings, other, source) => {
        // the better source may know nothing of what the other one told
        for (const { question } of [other, ...findings.slice(0, 3)]) {
          expectSame(conclude(model, findings), conclude(model, [...findings, finding(question, 'unknown', source)]));
        }
      }),
    );
  });

  test('the order of findings does not matter', () => {
    fc.assert(
      fc.property(
        anyFindings.chain(findings =>
          fc.tuple(fc.constant(findings), fc.shuffledSubarray(findings, { minLength: findings.length })),
        ),
        ([findings, shuffled]) => expectSame(conclude(model, findings), conclude(model, shuffled)),
      ),
    );
  });

  test('codes, circumstances and impressions never settle, however many there are', () => {
    const soft = anyFindings.map(findings =>
      findings.filter(({ question }) => (model.questions[question].nature ?? 'code') !== 'code' || question === 'code'),
    );
    fc.assert(
      fc.property(soft, findings => {
        expect(conclude(model, findings).settled).toBe(false);
      }),
    );
  });

  test('a failed remedy settles nothing by elimination', () => {
    const told = findingsOf('progress: prompt · recent-change: password');
    expect(conclude(model, told, ['bad-credentials']).settled).toBe(false);
    const soft = anyFindings.map(findings =>
      findings.filter(({ question }) => (model.questions[question].nature ?? 'code') !== 'code' || question === 'code'),
    );
    const failedRemedies = fc.subarray([...CAUSE_IDS], { maxLength: 4 });
    fc.assert(fc.property(soft, failedRemedies, (findings, failed) => !conclude(model, findings, failed).settled));
    fc.assert(
      fc.property(anyFindings, failedRemedies, (findings, failed) => {
        const { settled, causes } = conclude(model, findings, failed);
        expect(causes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
        expect(settled && failed.some(cause => cause === causes[0]?.cause)).toBe(false);
        if (settled) expect(causes[0]?.probability).toBeGreaterThanOrEqual(0.8);
      }),
    );
  });

  test('evidence adds up: what speaks for a cause alone makes it more likely than before', () => {
    fc.assert(
      fc.property(anyFinding, one => {
        const before = probabilities(conclude(model, []));
        for (const ranked of conclude(model, [one]).causes) {
          const grew = ranked.probability > (before.get(ranked.cause) ?? 0);
          if (ranked.for.length > 0) expect(grew).toBe(true);
          if (ranked.against.length > 0) expect(grew).toBe(false);
        }
      }),
    );
  });
});
