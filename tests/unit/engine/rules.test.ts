import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
import { model as known } from '../../shared-model.ts';
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

describe('rules that hold for what a finding means', () => {
  test.each<[earlier: string, silence: string]>([
    ['name: not-found', 'path: silent · port: silent'],
    ['name: no-answer [probe]', 'port: silent [probe] · service: silent [probe] · tls: stalls [probe]'],
    ['path: no-route', 'port: silent · service: silent'],
    ['port: refused [probe]', 'service: closes [probe] · tls: closes [probe] · nla: silent [probe]'],
    ['port: silent', 'tls: resets · nla: silent'],
  ])('%s explains %s', (earlier, silence) => {
    expectSame(conclude(model, findingsOf(earlier)), conclude(model, findingsOf(`${earlier} · ${silence}`)));
  });

  test.each<[passed: string, causes: readonly CauseId[]]>([
    [
      'service: rdp [probe]',
      ['network-path', 'port-blocked', 'service-down', 'rdp-disabled', 'host-off', 'vpn-needed'],
    ],
    ['tls: ok [probe]', ['network-path', 'port-blocked', 'service-down', 'rdp-disabled', 'captive-network']],
    ['nla: answered [probe]', ['port-blocked', 'tls-mismatch', 'certificate', 'path-mtu']],
  ])('%s rules out what strikes earlier', (passed, causes) => {
    for (const cause of causes) expect(probabilityOf(passed, cause)).toBeLessThan(probabilityOf('', cause) / 4);
  });

  test('a failure at an early stage rules out what strikes later', () => {
    for (const cause of ['bad-credentials', 'certificate', 'licensing', 'session-limit'] as const) {
      expect(probabilityOf('port: refused [probe]', cause)).toBeLessThan(probabilityOf('', cause) / 10);
      expect(probabilityOf('name: not-found', cause)).toBeLessThan(probabilityOf('', cause) / 5);
    }
  });

  test('an open port proves nothing by itself', () => {
    expect(conclude(model, findingsOf('port: open [probe]')).healthy).toBe(false);
    expect(conclude(model, findingsOf('port: open [probe]')).settled).toBe(false);
  });

  test('all green leaves client and account', () => {
    const before = blameOf('', ['client', 'account']);
    expect(blameOf(ALL_GREEN, ['client', 'account'])).toBeGreaterThan(2 * before);
    expect(blameOf(ALL_GREEN, ['client', 'account'])).toBeGreaterThan(0.6);
    expect(blameOf(ALL_GREEN, ['network', 'gateway'])).toBeLessThan(0.1);
    const first = conclude(model, findingsOf(ALL_GREEN)).causes[0];
    expect(first && ['client', 'account']).toContain(first?.blame);
  });

  test('an instant failure and one after twenty seconds are different evidence', () => {
    expect(probabilityOf('failure-time: timeout', 'port-blocked')).toBeGreaterThan(
      2 * probabilityOf('failure-time: instant', 'port-blocked'),
    );
    for (const cause of ['client-sandbox', 'service-down', 'tls-mismatch'] as const) {
      expect(probabilityOf('failure-time: instant', cause)).toBeGreaterThan(
        2 * probabilityOf('failure-time: timeout', cause),
      );
    }
  });

  test('a code moves its causes in their order, and settles nothing', () => {
    expect(conclude(model, findingsOf('code: message:sure')).causes[0]?.cause).toBe('account-state');
    expect(conclude(model, findingsOf('code: message:sure')).settled).toBe(false);
    expect(
      conclude(model, findingsOf('code: message:several'))
        .causes.slice(0, 2)
        .map(({ cause }) => cause),
    ).toEqual(['certificate', 'tls-mismatch']);
    expectSame(conclude(model, []), conclude(model, findingsOf('code: message:empty')));
    expectSame(conclude(model, []), conclude(model, findingsOf('code: mac-client:0x999')));
  });

  test('one wrong answer is overcome by two right ones', () => {
    const wrong = 'credentials: rejected';
    expect(conclude(model, findingsOf(wrong)).causes[0]?.cause).toBe('bad-credentials');
    expect(
      conclude(model, findingsOf(`${wrong} · service-state: stopped · host-log: service-crashed`)).causes[0]?.cause,
    ).toBe('service-down');
  });

  test('one fact told in three ways counts little more than once', () => {
    const odds = (p: number) => p / (1 - p);
    const twice = probabilityOf('service-state: stopped · listener: not-listening', 'service-down');
    expect(twice).toBeGreaterThan(probabilityOf('service-state: stopped', 'service-down') - 0.05);
    // in full the second would multiply the odds by its ratio; in its group it counts about half of that, in nats
    const alone = Math.log(
      odds(probabilityOf('listener: not-listening', 'service-down')) / odds(probabilityOf('', 'service-down')),
    );
    const beside = Math.log(odds(twice) / odds(probabilityOf('service-state: stopped', 'service-down')));
    expect(beside).toBeLessThan(0.7 * alone);
  });
});

describe('what a probe saw', () => {
  test.each<[change: string, healthy: boolean]>([
    ['', true],
    ['tls: expired [probe]', true],
    ['clock: skewed [probe]', true],
    ['tls: stalls [probe]', false],
    ['nla: refused [probe]', false],
    ['service: closes [probe]', false],
    ['security: mismatch [probe]', false],
  ])('all green with “%s”: healthy %s', (change, healthy) => {
    const question = change.split(':')[0];
    const kept = findingsOf(ALL_GREEN).filter(finding => finding.question !== question);
    expect(conclude(model, [...kept, ...findingsOf(change)]).healthy).toBe(healthy);
  });

  test('a host without NLA is healthy when TLS answered', () => {
    const script = 'port: open [probe] · service: rdp [probe] · security: tls [probe] · tls: untrusted [probe]';
    expect(conclude(model, findingsOf(script)).healthy).toBe(true);
    expect(conclude(model, findingsOf(script.replaceAll(' [probe]', ''))).healthy).toBe(false);
  });

  test('the probe is believed over a person, and the contradiction is shown', () => {
    const both = conclude(model, findingsOf('port: silent · port: open [probe]'));
    expect(both.contradictions.map(({ question }) => question)).toEqual(['port']);
    expectSame(both, conclude(model, findingsOf('port: open [probe]')));
  });

  test.each([
    'port: closed · port: refused [probe]',
    'host-kind: linux · host-kind: cloud',
    'tls: expired · tls: untrusted',
  ])('no contradiction in %s', script => expect(conclude(model, findingsOf(script)).contradictions).toEqual([]));
});
