import { expect, test } from 'vitest';
import { remedyOf } from '../../../machines/diagnosis/remedy.ts';
import type { Finding } from '../../../machines/findings.ts';
import { outlookOf } from '../../../machines/inference/next-step.ts';
import { type AskableId, CAUSE_IDS } from '../../../machines/vocabulary.ts';
import { knowledgeFor } from '../../../site/widget/options/audience.ts';
import { mayFix, parseEmbedOptions } from '../../../site/widget/options/embed-options.ts';
import { localStepOf } from '../../../site/widget/options/local-step.ts';
import { model } from '../../shared-model.ts';
import { knowledge as named } from '../flow/known.ts';

const knowledge = { ...named, model };

const PORT_SHUT: readonly Finding[] = [{ question: 'port', answer: 'refused', source: 'person' }];

const none = { audience: null, support: null, handOver: null, localStep: null };
const stepOf = (step: unknown) => localStepOf(JSON.stringify(step));

test.each<[text: string | null, handOver: ReturnType<typeof parseEmbedOptions>['handOver']]>([
  [null, { kind: 'copy' }],
  ['', { kind: 'copy' }],
  ['event', { kind: 'event' }],
  ['mailto:help@example.test', { kind: 'mail', address: 'help@example.test' }],
  [' mailto:it+rdp@corp.example.test ', { kind: 'mail', address: 'it+rdp@corp.example.test' }],
  ['mailto:help@example.test?bcc=spy@example.test', { kind: 'copy' }],
  ['mailto:a@b.test,c@d.test', { kind: 'copy' }],
  ['mailto:a@b.test%0acc:x', { kind: 'copy' }],
  ['javascript:alert(1)', { kind: 'copy' }],
  ['https://example.test/', { kind: 'copy' }],
  [`mailto:${'a'.repeat(70)}@b.test`, { kind: 'copy' }],
])('hand-over=%j → %j', (handOver, expected) => {
  expect(parseEmbedOptions({ ...none, handOver }).handOver).toEqual(expected);
});

test.each<[support: string, shown: string]>([
  ['IT help desk, 4711', 'IT help desk, 4711'],
  ['<b>IT</b>', '<b>IT</b>'], // text, shown as it is
  ['help\u202edesk\u0000\n4711', 'help desk 4711'],
  ['x'.repeat(100_000), 'x'.repeat(200)],
])('support=%j → %j', (support, shown) => {
  expect(parseEmbedOptions({ ...none, support }).support).toBe(shown);
});

test('a local step is text, one link and the causes that it is for', () => {
  expect(
    stepOf({
      title: 'Connect <i>our</i> VPN',
      lines: ['Open it.', 7, '', 'Wait for green.'],
      link: { address: 'https://help.example.test/vpn', label: 'How to' },
      causes: ['vpn-needed', 'no-cause'],
      html: '<img src=x onerror=alert(1)>',
    }),
  ).toEqual({
    title: 'Connect <i>our</i> VPN',
    lines: ['Open it.', 'Wait for green.'],
    link: { address: 'https://help.example.test/vpn', label: 'How to' },
    causes: ['vpn-needed'],
  });
});

test.each<[why: string, step: unknown]>([
  ['no title', { lines: ['a'] }],
  ['a title that is no text', { title: { toString: 'x' } }],
  ['a list', []],
  ['null', null],
  ['only causes that are none', { title: 'a', causes: ['sunspots'] }],
  ['too long', { title: 'a', lines: ['x'.repeat(9_000)] }],
])('no local step: %s', (_, step) => {
  expect(stepOf(step)).toBeUndefined();
});

const LONG = `https://x.test/${'a'.repeat(500)}`;
test.each(['javascript:alert(1)', 'data:text/html,x', 'https://a b', '//x.test', 'https:\\\\x.test', LONG, '', 4])(
  'no link to %j',
  address => {
    expect(stepOf({ title: 'a', link: { address, label: 'b' } })).toEqual({ title: 'a', lines: [], causes: [] });
  },
);

test.each(['', ' \u200b ', 7, undefined])('no link without words: %j', label => {
  const link = { address: 'https://x.test/', label };
  expect(stepOf({ title: 'a', link })).toEqual({ title: 'a', lines: [], causes: [] });
});

test('a step that is cut off, or anything else that is no JSON, is none', () => {
  for (const localStep of ['{', '{"title":', 'VPN', '\u0000']) expect(localStepOf(localStep)).toBeUndefined();
});

test('lines beyond the eighth are left out, long ones cut', () => {
  const step = stepOf({ title: 'a', lines: Array.from({ length: 40 }, () => 'y'.repeat(180)) });
  expect(step?.lines).toHaveLength(8);
  expect(stepOf({ title: 't'.repeat(500) })?.title).toHaveLength(120);
});

test('mayFix: reader → remedies for users; administrator → every remedy', () => {
  const [user, admin] = (['user', 'admin'] as const).map(audience => parseEmbedOptions({ ...none, audience }));
  const audiences = CAUSE_IDS.map(cause => remedyOf(cause, knowledge).audience);
  expect(new Set(audiences)).toEqual(new Set(['user', 'admin']));
  for (const audience of audiences) {
    expect(user && mayFix(user, { audience })).toBe(audience === 'user');
    expect(admin && mayFix(admin, { audience })).toBe(true);
  }
});

test('a reader is never asked for what only the host can tell, nor whether they get there; an administrator is', () => {
  const options = parseEmbedOptions({ ...none, audience: 'user' });
  const { model } = knowledgeFor(options, knowledge);
  const beyond = (questions: typeof model) =>
    putInTurn(questions).filter(id => id === 'reach' || questions.questions[id].reach !== 'anyone');
  expect(beyond(model)).toEqual([]);
  expect(beyond(knowledge.model)).not.toEqual([]);
  expect(knowledgeFor(options, knowledge)).toBe(knowledgeFor(options, knowledge));
  expect(knowledgeFor(parseEmbedOptions(none), knowledge)).toBe(knowledge);
});

/** What somebody is asked who never knows. */
function putInTurn(model: typeof knowledge.model): readonly AskableId[] {
  const asked: AskableId[] = [];
  for (;;) {
    const { next } = outlookOf(model, { findings: PORT_SHUT, asked, probe: false, failed: [] });
    if (next === undefined) return asked;
    asked.push(next.question);
  }
}
