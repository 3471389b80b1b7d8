import { describe, expect, test } from 'vitest';
import { loadModel } from '../../../content/knowledge.ts';
import type { Finding } from '../../../machines/findings.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { evidenceTable } from '../../../machines/inference/evidence-table.ts';
import { nextQuestions } from '../../../machines/inference/next-question.ts';
import { CAUSE_IDS } from '../../../machines/vocabulary.ts';
import { findingsOf } from './script.ts';

const model = await loadModel();

describe('the next question', () => {
  test.each<[script: string, among: readonly string[]]>([
    ['host-kind: cloud · recent-change: firewall', ['cloud-rule', 'port', 'firewall-rule']],
    ['credentials: accepted-then-closed · drop: at-sign-in', ['host-log']],
    ['progress: black-screen · vpn: connected', ['large-packets', 'other-network', 'host-log']],
    ['port: refused', ['service-state', 'listener', 'rdp-enabled']],
    ['client: web · progress: nothing · history: never-worked', ['security', 'nla', 'tls', 'other-program']],
  ])('%s: one of %j is among the next three', (script, among) => {
    const next = nextQuestions(model, findingsOf(script), { probe: false }).slice(0, 3);
    expect(next.some(({ question }) => among.includes(question))).toBe(true);
  });

  test('what makes no sense is not asked', () => {
    const next = nextQuestions(model, findingsOf('name: address-used · path: silent'), { probe: false });
    expect(next.map(({ question }) => question)).not.toContain('by-address');
  });

  test('what was put already is not put again', () => {
    const [first] = nextQuestions(model, [], { probe: false });
    const skip = first === undefined ? [] : [first.question];
    expect(skip).toHaveLength(1);
    expect(nextQuestions(model, [], { probe: false, skip })[0]?.question).not.toBe(first?.question);
  });

  test('nothing is asked that could not change a settled case', () => {
    const script = 'rdp-enabled: no · host-kind: windows-home · listener: not-listening · port: refused';
    expect(conclude(model, findingsOf(script)).settled).toBe(true);
    expect(nextQuestions(model, findingsOf(script), { probe: false })).toEqual([]);
  });

  /** The shortcuts of the foresight against the long way: conclude anew with each answer. */
  test.each([
    '',
    'code: mac-client:0x4',
    'code: mstsc-disconnect:0x204 · path: answers',
    'port: silent · vpn: connected',
    'path: silent · recent-change: firewall · host-kind: cloud',
    'progress: black-screen · credentials: rejected · drop: at-sign-in',
  ])('what is gained after %j is what concluding with each answer gives', script => {
    const findings = findingsOf(script);
    const before = entropyOf(findings);
    const table = evidenceTable(model);
    const next = nextQuestions(model, findings, { probe: false });
    expect(next.length).toBeGreaterThan(5);
    for (const { question, gain } of next) {
      let expected = 0;
      for (const { answer, likelihood } of table.questions.get(question)?.told ?? []) {
        const likely = chanceOf(findings, likelihood);
        const after = entropyOf([...findings, { question, answer, source: 'person' }]);
        expected += likely * (before - after);
      }
      expect(gain, question).toBeCloseTo(expected, 9);
    }
  });
});

const entropyOf = (findings: readonly Finding[]): number =>
  conclude(model, findings).causes.reduce((sum, { probability: p }) => (p > 0 ? sum - p * Math.log(p) : sum), 0);

const chanceOf = (findings: readonly Finding[], likelihood: Float64Array): number =>
  conclude(model, findings).causes.reduce(
    (sum, { cause, probability }) => sum + probability * (likelihood[CAUSE_IDS.indexOf(cause)] ?? 0),
    0,
  );
