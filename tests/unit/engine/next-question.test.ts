import { describe, expect, test } from 'vitest';
import { loadModel } from '../../../content/knowledge.ts';
import { conclude } from '../../../machines/inference.ts';
import { nextQuestions } from '../../../machines/next-question.ts';
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
});
