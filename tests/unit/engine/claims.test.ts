import { describe, expect, test } from 'vitest';
import { toneOf } from '../../../machines/answers.ts';
import { openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { verdictOf } from '../../../machines/diagnosis/proof.ts';
import { seenWords, signOf } from '../../../machines/diagnosis/words.ts';
import { outlookOf } from '../../../machines/inference/next-step.ts';
import type { AskableId, CauseId, QuestionId } from '../../../machines/vocabulary.ts';
import { knowledge } from '../flow/known.ts';
import { ALL_GREEN, finding, findingsOf } from './script.ts';

const { model } = knowledge;
const judgeScript = (script: string, tried: readonly CauseId[] = []) =>
  judge(model, { ...openCase({ probe: false, findings: findingsOf(script) }), tried });

describe('after a remedy that failed', () => {
  test.each<[script: string, tried: CauseId]>([
    ['progress: prompt · recent-change: password', 'bad-credentials'],
    ['progress: prompt · drop: at-sign-in · recent-change: password', 'bad-credentials'],
  ])('judge: %s, %s tried → not settled, and it is asked on', (script, tried) => {
    const { verdict, next } = judgeScript(script, [tried]);
    expect(verdict.settled).toBe(false);
    expect(next).toBeDefined();
  });

  test('judge: an observation that proves the next cause → settled', () => {
    const { verdict, lead } = judgeScript('credentials: locked · progress: prompt', ['bad-credentials']);
    expect(lead?.cause).toBe('account-state');
    expect(verdict.settled).toBe(true);
  });
});

describe('the ordinary certificate of a Windows host', () => {
  test('verdict: all green but the password → no line about the certificate', () => {
    const facts = openCase({ probe: false, findings: findingsOf(`${ALL_GREEN} · credentials: rejected`) });
    const judgement = judge(model, facts);
    const view = verdictOf(judgement, facts, knowledge);
    const lines = [...(view?.for ?? []), ...(view?.against ?? [])];
    expect(lines.map(({ words }) => words).join()).not.toMatch(/certificate/i);
    expect(lines.map(({ sign }) => sign)).not.toContain('failed');
  });

  test('path: a healthy host → its stop speaks of Remote Desktop, not of the certificate', () => {
    const stages = (['name', 'path', 'port', 'negotiation', 'tls', 'authentication', 'session'] as const).map(
      stage => ({
        stage,
        outcome: 'passed' as const,
      }),
    );
    const facts = { ...openCase({ probe: true, findings: findingsOf(ALL_GREEN) }), stages };
    const host = pathOf(facts, knowledge, false).places.find(({ id }) => id === 'host');
    expect(host?.seen).toBe(`${knowledge.words.ui['seen.service.rdp']}. ${knowledge.words.ui['seen.security.nla']}`);
  });

  test.each<[question: QuestionId, answer: string, source: 'probe' | 'person', tone: string]>([
    ['tls', 'untrusted', 'probe', 'good'],
    ['tls', 'untrusted', 'person', 'bad'],
    ['tls', 'expired', 'probe', 'warning'],
    ['tls', 'wrong-name', 'probe', 'warning'],
    ['tls', 'unusual', 'probe', 'warning'],
    ['name', 'short-name-only', 'probe', 'warning'],
    ['security', 'standard', 'probe', 'warning'],
    ['identity', 'other-name', 'probe', 'warning'],
    ['identity', 'different-host', 'probe', 'bad'],
    ['tls', 'closes', 'probe', 'bad'],
  ])('toneOf: %s: %s [%s] → %s', (question, answer, source, tone) => {
    const seen = finding(question, answer, source);
    expect(toneOf(model, seen)).toBe(tone);
    expect(signOf(model, seen) === 'failed').toBe(tone === 'bad' && source === 'probe');
  });
});

test.each([
  'service: closes [probe] · port: open [probe] · path: answers [probe]',
  'service: silent [probe] · port: open [probe] · path: answers [probe]',
  'port: refused [probe]',
])('outlookOf: %s → nobody is asked for a password', script => {
  const asked: AskableId[] = [];
  for (;;) {
    const { next } = outlookOf(model, { findings: findingsOf(script), asked, probe: false, failed: [] });
    if (next === undefined) break;
    asked.push(next.question);
  }
  expect(asked).not.toEqual([]);
  for (const question of ['credentials', 'other-account', 'membership', 'license'])
    expect(asked).not.toContain(question);
});

test.each<[script: string, cause: CauseId]>([
  ['service: closes [probe] · port: open [probe] · host-place: this-device [probe]', 'middlebox'],
  ['service: silent [probe] · port: open [probe] · host-place: this-device [probe]', 'middlebox'],
])('judge: %s → %s, and what carries the connection is asked first', (script, cause) => {
  const { verdict, next } = judgeScript(script);
  expect(verdict.causes[0]?.cause).toBe(cause);
  expect(next?.question).toBe('tunnel');
});

/** What a person uses and where a host stands is common to many troubles: alone it makes none of them likely. */
test.each<[circumstance: string, cause: CauseId]>([
  ['client: web', 'nla-mismatch'],
  ['tunnel: jump-host', 'nla-mismatch'],
])('judge: %s alone → %s is no more than one of several', (circumstance, cause) => {
  const { verdict } = judgeScript(circumstance);
  const probability = verdict.causes.find(one => one.cause === cause)?.probability ?? 0;
  expect(probability).toBeLessThan(0.3);
  expect(verdict.settled).toBe(false);
});

test.each<[cause: CauseId, least: number]>([
  ['host-fault', 0.3],
  ['session-limit', 0.4],
  ['licensing', 0.5],
])(
  'judge: %s on a host in a cloud, beside what strikes anywhere → at least %d of what it is without',
  (cause, least) => {
    const share = (script: string) => {
      const { causes } = judgeScript(script).verdict;
      const of = (id: CauseId) => causes.find(one => one.cause === id)?.probability ?? 0;
      return of(cause) / of('bad-credentials');
    };
    expect(share('host-kind: cloud')).toBeGreaterThan(least * share('progress: unknown'));
  },
);

// Windows answers no echo requests as it comes: its silence is no sign against what shuts a port there.
test.each<CauseId>(['port-blocked', 'rdp-disabled', 'service-down'])(
  'judge: a host that answers no ping → %s is hardly less likely',
  cause => {
    const of = (script: string) =>
      judgeScript(script).verdict.causes.find(one => one.cause === cause)?.probability ?? 0;
    expect(of('path: silent')).toBeGreaterThan(0.7 * of('progress: unknown'));
  },
);

test('judge: an alias and its certificate → healthy, and no cause stands out', () => {
  const alias = ALL_GREEN.replace('identity: expected', 'identity: other-name').replace(
    'tls: untrusted',
    'tls: wrong-name',
  );
  const { verdict } = judgeScript(alias);
  expect(verdict.healthy).toBe(true);
  expect(verdict.causes[0]?.probability).toBeLessThan(0.5);
});

test('seenWords: a finding with a wording of its own → that wording', () => {
  const seen = { ...finding('path', 'no-route', 'probe'), detail: { wording: 'only-ipv6' } };
  expect(seenWords(knowledge, seen)).toBe(knowledge.words.ui['seen.path.no-route.only-ipv6']);
  expect(seenWords(knowledge, { ...seen, detail: { wording: 'none-of-ours' } })).toBe(
    knowledge.words.ui['seen.path.no-route'],
  );
});
