import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, type Finding } from '../../../machines/findings.ts';
import { weigh } from '../../../machines/inference/belief.ts';
import { conclude, POINTING_WEIGHT } from '../../../machines/inference/conclude.ts';
import {
  type Conversation,
  MOST_PUT,
  MOST_PUT_AFTER_CHECK,
  MOST_TRIES,
  outlookOf,
  type Step,
} from '../../../machines/inference/next-step.ts';
import { REACHES, type Reach } from '../../../machines/knowledge.ts';
import { type AskableId, CAUSE_IDS, QUESTION_IDS, QUESTIONS, type QuestionId } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';
import { findingsOf } from './script.ts';

/** Puts one thing after the other; `say` answers, or has nothing to say. */
function converse(
  start: Partial<Conversation>,
  say: (step: Step) => string | undefined = () => undefined,
): { readonly steps: readonly Step[]; readonly end: string | undefined; readonly left: readonly number[] } {
  let now: Conversation = { findings: [], asked: [], probe: false, failed: [], ...start };
  const steps: Step[] = [];
  const left: number[] = [];
  for (;;) {
    const outlook = outlookOf(model, now);
    const { next } = outlook;
    if (next === undefined) return { steps, end: outlook.end, left };
    steps.push(next);
    left.push(outlook.left);
    const answer = say(next);
    const asked: readonly AskableId[] = [...now.asked, next.question];
    if (next.question === 'reach') {
      now = { ...now, asked, reach: REACHES.find(reach => reach === answer) };
    } else {
      const added: readonly Finding[] =
        answer === undefined ? [] : [{ question: next.question, answer, source: 'person' }];
      now = { ...now, asked, findings: [...now.findings, ...added] };
    }
  }
}

const idsOf = (steps: readonly Step[]): readonly AskableId[] => steps.map(({ question }) => question);
const farther = (reach: Reach, than: Reach): boolean => REACHES.indexOf(reach) > REACHES.indexOf(than);

const anyFinding = fc.constantFrom(...QUESTION_IDS.filter(id => id !== 'code')).chain(question =>
  fc.record({
    question: fc.constant(question),
    answer: fc.constantFrom(...(QUESTIONS[question].answers as readonly string[])),
    source: fc.constant('person' as const),
  }),
);
const anyFindings = fc.uniqueArray(anyFinding, { maxLength: 5, selector: ({ question }) => question });

describe('what is put to a person', () => {
  test.each([
    ['code: mac-client:0x4'],
    ['code: ios-client:0x4'],
    ['code: mstsc-disconnect:0x204'],
    ['code: mac-client:0x204'],
    ['code: message:cant-connect-for-one-of-these-reasons'],
  ])('%s → a try comes first, and the VPN among the first two', script => {
    const { steps } = converse({ findings: findingsOf(script) });
    expect(steps[0]?.kind).toBe('try');
    expect(idsOf(steps.slice(0, 2))).toContain('vpn');
  });

  test.each<[script: string, among: readonly string[]]>([
    ['host-kind: cloud · recent-change: firewall', ['cloud-rule', 'port', 'firewall-rule']],
    ['progress: black-screen · vpn: connected', ['large-packets', 'other-network', 'other-client', 'credentials']],
    ['credentials: rejected', ['account-kind', 'recent-change', 'other-account', 'sign-in-way']],
    ['from-inside: works · host-place: elsewhere', ['exposed', 'vpn', 'port', 'firewall-rule', 'other-network']],
  ])('%s: one of %j is among the first three', (script, among) => {
    const { steps } = converse({ findings: findingsOf(script), reach: 'administrator' });
    expect(idsOf(steps.slice(0, 3)).some(id => among.includes(id))).toBe(true);
  });

  test('"I don’t know" to everything after 0x4 → it ends before the limit, no one twice, an honest end', () => {
    const { steps, end } = converse({ findings: findingsOf('code: mac-client:0x4') });
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.length).toBeLessThan(MOST_PUT - 1);
    expect(new Set(idsOf(steps)).size).toBe(steps.length);
    expect(end).toBe('handed-over');
  });

  test('any findings, any answers → never more than the limits, and always an end', () => {
    const kinds = fc.array(fc.nat(), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(anyFindings, kinds, fc.boolean(), (findings, choices, checked) => {
        let turn = 0;
        const seen: readonly Finding[] = checked
          ? [...findings, { question: 'port', answer: 'open', source: 'probe' }]
          : findings;
        const { steps, end, left } = converse({ findings: seen }, ({ question }) => {
          const answers: readonly string[] = question === 'reach' ? REACHES : QUESTIONS[question].answers;
          const choice = choices[turn++] ?? 0;
          return choice % 3 === 0 ? undefined : answers[choice % answers.length];
        });
        const most = checked ? MOST_PUT_AFTER_CHECK : MOST_PUT;
        expect(steps.length).toBeLessThanOrEqual(most);
        expect(new Set(idsOf(steps)).size).toBe(steps.length);
        expect(steps.filter(({ kind }) => kind === 'try').length).toBeLessThanOrEqual(MOST_TRIES);
        expect(['settled', 'handed-over']).toContain(end);
        for (const [index, count] of left.entries()) expect(count).toBeLessThanOrEqual(most - index);
      }),
      { numRuns: 60 },
    );
  });

  test('a helper that will check → what it answers is left to it', () => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const { steps } = converse({ findings, probe: true });
        for (const { question } of steps) {
          if (question !== 'reach') expect(model.questions[question].probe).toBeUndefined();
        }
      }),
      { numRuns: 30 },
    );
  });

  test('findings in another order → the same outlook', () => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const of = (list: readonly Finding[]) =>
          outlookOf(model, { findings: list, asked: [], probe: false, failed: [] });
        expect(of(findings.toReversed())).toEqual(of(findings));
      }),
      { numRuns: 60 },
    );
  });

  test('the same is known, but six were put already → what would be worth it at first is not any more', () => {
    const six: readonly QuestionId[] = ['clock', 'addresses', 'large-packets', 'identity', 'nla', 'service'];
    const findings = findingsOf('host-kind: patched · recent-change: host-update · progress: nothing');
    expect(converse({ findings, reach: 'anyone' }).steps.length).toBeGreaterThan(0);
    expect(converse({ findings, reach: 'anyone', asked: six }).steps).toEqual([]);
  });

  test('settled → nothing more is put', () => {
    const script = 'rdp-enabled: no · host-kind: windows-home · listener: not-listening · port: refused';
    expect(converse({ findings: findingsOf(script) })).toEqual({ steps: [], end: 'settled', left: [] });
  });

  test('two tries that could not be made → no third', () => {
    const { steps } = converse({ findings: findingsOf('code: mac-client:0x4') });
    expect(steps.filter(({ kind }) => kind === 'try').length).toBeLessThanOrEqual(2);
  });
});

describe('how far a person reaches', () => {
  test.each(REACHES)('%s, as they said → nothing beyond it is put', reach => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const { steps } = converse({ findings, reach });
        for (const step of steps) expect(farther(step.reach, reach)).toBe(false);
        expect(idsOf(steps)).not.toContain('reach');
      }),
      { numRuns: 30 },
    );
  });

  const shut = 'port: refused';

  test('not stated → it is asked before anything that only the host can tell', () => {
    const ids = converse({ findings: findingsOf(shut) }, ({ question }) =>
      question === 'reach' ? 'at-the-host' : undefined,
    );
    const beyond = ids.steps.findIndex(({ reach }) => reach !== 'anyone');
    expect(beyond).toBeGreaterThan(-1);
    expect(idsOf(ids.steps.slice(0, beyond))).toContain('reach');
  });

  test('stated by an answer → it is not asked', () => {
    const { steps } = converse({ findings: findingsOf(`${shut} · service-state: running`) });
    expect(idsOf(steps)).not.toContain('reach');
    expect(steps.some(({ reach }) => reach === 'at-the-host')).toBe(true);
  });

  test('two blanks in a reach → no third of it', () => {
    for (const reach of ['at-the-host', 'administrator'] as const) {
      const { steps } = converse({ findings: findingsOf(shut), reach });
      for (const beyond of ['at-the-host', 'administrator'] as const) {
        expect(steps.filter(step => step.reach === beyond).length).toBeLessThanOrEqual(2);
      }
    }
  });
});

describe('a remedy that did not help', () => {
  test('its cause goes down, and elimination alone settles nothing', () => {
    fc.assert(
      fc.property(anyFindings, fc.uniqueArray(fc.constantFrom(...CAUSE_IDS), { maxLength: 6 }), (findings, failed) => {
        const before = conclude(model, findings);
        const after = conclude(model, findings, failed);
        const first = CAUSE_IDS.indexOf(after.causes[0]?.cause ?? 'network-path');
        const pointed = weigh(model, collect(model, findings).findings).some(
          ({ weight }) => (weight[first] ?? 0) >= POINTING_WEIGHT,
        );
        if (after.settled) expect(before.settled || pointed).toBe(true);
        for (const cause of failed) expect(after.causes[0]?.cause === cause && after.settled).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test('what proves another cause afterwards settles it all the same', () => {
    const findings = findingsOf('rdp-enabled: no · host-kind: windows-home · listener: not-listening');
    expect(conclude(model, findings, ['bad-credentials'])).toMatchObject({ settled: true });
  });
});

test.each<[told: string, findings: readonly Finding[], cause: string]>([
  ['a PC that sleeps', [{ question: 'host-power', answer: 'asleep', source: 'person' }], 'host-off'],
  [
    'a PIN that is refused',
    [
      { question: 'sign-in-way', answer: 'hello', source: 'person' },
      { question: 'credentials', answer: 'rejected', source: 'person' },
    ],
    'sign-in-method',
  ],
  [
    'a VPN that is off, with a code',
    [
      { question: 'code', answer: 'mac-client:0x204', source: 'person' },
      { question: 'vpn', answer: 'disconnected', source: 'person' },
      { question: 'host-place', answer: 'elsewhere', source: 'person' },
    ],
    'vpn-needed',
  ],
])('outlookOf: %s was told → the answer is shown before more is asked, and more can be asked', (_, findings, cause) => {
  const outlook = outlookOf(model, { findings, asked: [], probe: false, failed: [] });
  expect(outlook.end).toBe('told');
  expect(outlook.next).toBeDefined();
  expect(conclude(model, findings).causes[0]?.cause).toBe(cause);
  // Its remedy did not help: then it is asked on.
  const failed = conclude(model, findings)
    .causes.slice(0, 1)
    .map(ranked => ranked.cause);
  expect(outlookOf(model, { findings, asked: [], probe: false, failed }).end).not.toBe('told');
});

test.each<[QuestionId, string, string]>([
  ['from-inside', 'works', 'outside-access'],
  ['host-kind', 'windows-home', 'rdp-disabled'],
  ['sign-in-way', 'hello', 'sign-in-method'],
])('conclude: %s %s told, no VPN is used → %s comes first', (question, answer, cause) => {
  const findings: readonly Finding[] = [
    { question, answer, source: 'person' },
    { question: 'vpn', answer: 'not-used', source: 'person' },
  ];
  expect(conclude(model, findings).causes[0]?.cause).toBe(cause);
});
