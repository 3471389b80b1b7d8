import { expect, test } from 'vitest';
import { dropAnswer, type Facts, restoreRemedy } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { viewOf } from '../../../machines/diagnosis/view.ts';
import { factsOf, knowledge } from './known.ts';

const view = (value: unknown, script: string, more: Partial<Facts> = {}) =>
  viewOf({ value, context: factsOf(script, more) }, knowledge);
const TARGET = { host: 'pc1', port: 3389 };

test.each<[value: unknown, heading: string, more: Partial<Facts>]>([
  ['describing', 'What do you see?', {}],
  ['checking', 'Checking pc1', { target: TARGET }],
  ['checking', 'Checking pc1:3390', { target: { host: 'pc1', port: 3390 } }],
  ['asking', 'question vpn', { question: 'vpn' }],
  ['reading', 'What we understood', {}],
  ['mending', 'What to do', { remedy: 'port-blocked' }],
  [{ verifying: 'rechecking' }, 'Checking pc1 again', { target: TARGET, remedy: 'port-blocked' }],
  [{ verifying: 'trying' }, 'Try to connect now. Does it work?', { remedy: 'port-blocked' }],
  ['resolved', 'You’re back in.', {}],
  ['handed-over', 'Hand it over', {}],
])('%j is headed: %s', (value, heading, more) => {
  expect(view(value, '', more).heading).toBe(heading);
});

test('the verdict names one cause, with its remedy, its proof and what is less likely folded', () => {
  const { verdict, remedy, heading } = view('concluded', 'port: silent (probe) · path: answers (probe)');
  expect(verdict?.cause).toBe('port-blocked');
  expect([heading, verdict?.title]).toEqual(['We’re not sure yet.', 'cause port-blocked']);
  expect(remedy?.remedy).toBe('<p>remedy port-blocked</p>');
  expect(verdict?.for.map(({ words }) => words)).toContain('The port gives no answer');
  expect(verdict?.for.find(({ words }) => words === 'The port gives no answer')).toMatchObject({
    sign: 'failed',
    source: 'Seen by the helper',
  });
  expect(verdict?.less.map(({ cause }) => cause)).not.toContain('port-blocked');
});

const ALL_GREEN =
  'name: resolves (probe) · port: open (probe) · service: rdp (probe) · security: nla (probe) · nla: answered (probe)';

test.each(['untrusted', 'changed', 'expired', 'not-yet-valid', 'wrong-name', 'weak'])(
  'evidence: healthy host whose certificate is %s, seen by a probe → never drawn as failed',
  answer => {
    const script = `${ALL_GREEN} · tls: ${answer} (probe) · credentials: rejected`;
    const { verdict } = view('concluded', script);
    const lines = [...(verdict?.for ?? []), ...(verdict?.against ?? [])];
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.filter(({ sign }) => sign === 'failed')).toEqual([]);
    expect(lines.map(({ words }) => words)).not.toContain('The certificate is not trusted');
  },
);

test('evidence: certificate that stopped a person → told as they said it', () => {
  const { verdict } = view('concluded', 'tls: untrusted');
  expect(verdict?.for.map(({ words, sign }) => [words, sign])).toContainEqual([
    'The certificate is not trusted',
    'unknown',
  ]);
});

test('verdict: not settled → never called sure, and says what would settle it', () => {
  const { verdict } = view('concluded', 'path: silent');
  expect(verdict?.settled).toBe(false);
  expect(verdict?.level).not.toBe('sure');
  expect(verdict?.settling).toMatch(/^question /);
});

test('sureness in tenths lies between one and ten', () => {
  for (const script of ['', 'path: silent', 'port: refused (probe) · service-state: stopped (host)']) {
    const tenths = view('concluded', script).verdict?.tenths ?? 0;
    expect(tenths).toBeGreaterThanOrEqual(1);
    expect(tenths).toBeLessThanOrEqual(10);
  }
});

test('a cause whose remedy failed gives way to the next one', () => {
  const script = 'port: silent (probe) · path: answers (probe)';
  const { verdict } = view('concluded', script, { tried: ['port-blocked'] });
  expect(verdict?.cause).not.toBe('port-blocked');
  expect(verdict?.tried).toEqual(['cause port-blocked']);
});

test('two sources that contradict each other are shown', () => {
  const { verdict } = view('concluded', 'port: open (probe) · port: silent');
  expect(verdict?.contradictions.join()).toMatch(/question port .*open.*silent|question port .*silent.*open/);
});

test('the history holds what the person can change, and what they skipped, but not what a check saw', () => {
  const { history } = view('asking', 'port: silent (probe) · vpn: connected · name: resolves (transcript)', {
    question: 'history',
    asked: ['vpn', 'exposed'],
  });
  expect(history.map(({ question, answer, source }) => [question, answer, source])).toEqual([
    ['vpn', 'answer vpn connected', 'You told us'],
    ['name', 'answer name resolves', 'From what you pasted'],
    ['exposed', 'I don’t know', 'You told us'],
  ]);
});

test('a given answer is marked in its question', () => {
  const { question } = view('asking', 'vpn: connected', { question: 'vpn' });
  expect(question?.answers.filter(({ given }) => given !== '').map(({ id }) => id)).toEqual(['connected']);
});

test('a code that is known is an answer to the question for the code', () => {
  const code = knowledge.model.codes[0];
  const id = `${code?.surface}:${code?.code}`;
  const { question } = view('asking', `code: ${id}`, { question: 'code' });
  expect(question?.answers.map(({ id }) => id)).toEqual([id, 'none', 'unknown']);
});

test.each<[name: string, given: Partial<Facts>, can: Record<string, boolean>]>([
  ['nothing known', {}, { check: false }],
  ['a target', { target: TARGET }, { check: true }],
  ['a target, no helper', { target: TARGET, helper: 'absent' }, { check: false }],
])('with %s: %j', (_, given, can) => {
  expect(view('describing', '', given).can).toMatchObject(can);
});

test.each<[problem: string, sentence: RegExp]>([
  ['nothing-read', /recognise/],
  ['url-not-host', /./],
])('an intake that failed says so: %s', (problem, sentence) => {
  const { intake } = view('describing', '', { intake: { findings: [], codes: [], said: [], problem } });
  expect(intake?.problem).toMatch(sentence);
  expect(intake?.problem).not.toContain('rejection.');
});

test('the announcement is one sentence a stage while a check runs', () => {
  const first = view('checking', 'name=running', { target: TARGET }).announcement;
  const second = view('checking', 'name=passed 2 · port=running', { target: TARGET }).announcement;
  expect(first).toBe('Network: Checking now. Looking up the name.');
  expect(second).toBe('Firewall, VPN: Checking now. Trying the port.');
});

test('crossed off: named, with what comes next; put back → gone from what was tried', () => {
  const { crossed, heading } = view('crossed-off', 'code: mac-client:0x4', { tried: ['client-sandbox'] });
  expect(heading).toBe('OK, so it’s not that.');
  expect(crossed?.title).toBe('cause client-sandbox');
  expect(crossed?.next).not.toBe('');
  expect(restoreRemedy(factsOf('', { tried: ['host-off', 'client-sandbox'] }))).toEqual({
    tried: ['host-off'],
    remedy: 'client-sandbox',
  });
});

test('history: what was told can be taken back, what a check saw cannot', () => {
  const facts = factsOf('vpn: connected · vpn: connected (probe)');
  expect(dropAnswer(facts, 'vpn', 'connected').findings?.map(({ source }) => source)).toEqual(['probe']);
});

test('counter: the numbers are the policy’s own', () => {
  const facts = factsOf('code: mac-client:0x4', { asked: ['client'] });
  const { next, left } = judge(knowledge.model, facts);
  if (next === undefined) throw new Error('nothing is asked');
  const { question } = viewOf({ value: 'asking', context: { ...facts, question: next.question } }, knowledge);
  expect(question?.over).toBe('Question 2');
  expect(question?.progress).toContain(left > 1 ? String(left - 1) : 'last');
});

test('long list of answers: three are usual', () => {
  const { question } = view('asking', '', { question: 'client' });
  expect(question?.answers.filter(({ usual }) => usual)).toHaveLength(3);
});

test.each<[script: string, basis: RegExp]>([
  ['code: mac-client:0x204 (transcript) · vpn: disconnected', /Nobody has seen it/],
  ['code: mac-client:0x204 (transcript) · port: refused (probe)', /not yet why/],
  ['port: silent (probe) · path: answers (probe) · firewall-rule: blocked (host)', /It was seen/],
  ['progress: nothing (transcript) · host-power: asleep', /Going by what you told us/],
  ['path: silent (transcript) · host-power: asleep', /Going by what you told us/],
])('verdict: %s → %s', (script, basis) => {
  expect(view('concluded', script).verdict?.basis).toMatch(basis);
});
