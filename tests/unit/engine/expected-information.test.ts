import { describe, expect, test } from 'vitest';
import { collect } from '../../../machines/findings.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { evidenceTable } from '../../../machines/inference/evidence-table.ts';
import { beliefStateOf, expectInformation } from '../../../machines/inference/expected-information.ts';
import { CAUSE_IDS } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';
import { findingsOf } from './script.ts';

/** The shortcuts of `expectInformation` against the long way: conclude anew with each answer. */
describe('what an answer is expected to bring', () => {
  test.each<[script: string, failed: readonly (typeof CAUSE_IDS)[number][]]>([
    ['', []],
    ['code: mac-client:0x4', []],
    ['port: silent · vpn: connected', []],
    ['path: silent · recent-change: firewall · host-kind: cloud', ['port-blocked']],
    ['progress: black-screen · credentials: rejected · drop: at-sign-in', []],
    ['host-power: up · code: mstsc-disconnect:0x204', ['host-off', 'vpn-needed']],
  ])('%j, failed %j → what concluding with each answer gives', (script, failed) => {
    const findings = findingsOf(script);
    const present = beliefStateOf(model, collect(model, findings), failed);
    const verdict = conclude(model, findings, failed);
    for (const [question, table] of evidenceTable(model).questions) {
      if (present.collected.answered.has(question)) continue;
      let expected = 0;
      let settling = 0;
      let betterment = 0;
      for (const { answer, likelihood } of table.told) {
        const likely = verdict.causes.reduce(
          (sum, { cause, probability }) => sum + probability * (likelihood[CAUSE_IDS.indexOf(cause)] ?? 0),
          0,
        );
        const after = conclude(model, [...findings, { question, answer, source: 'person' }], failed);
        expected += likely * (entropyOf(verdict) - entropyOf(after));
        betterment += likely * (goodnessOf(after) - goodnessOf(verdict));
        if (after.settled) settling += likely;
      }
      const expectedInformation = expectInformation(present, table);
      expect(expectedInformation.gain, question).toBeCloseTo(expected, 9);
      expect(expectedInformation.settling, question).toBeCloseTo(settling, 9);
      expect(expectedInformation.betterment, question).toBeCloseTo(betterment, 9);
    }
  });
});

/** How likely the first cause is the right one, and half as much how likely one of the first three is. */
const goodnessOf = ({ causes }: ReturnType<typeof conclude>): number => {
  const leading = (count: number) => causes.slice(0, count).reduce((sum, { probability }) => sum + probability, 0);
  return leading(1) + leading(3) / 2;
};

const entropyOf = ({ causes }: ReturnType<typeof conclude>): number =>
  causes.reduce((sum, { probability: p }) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
