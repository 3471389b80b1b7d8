import { expect, test } from 'vitest';
import { guardPort } from '../../../extension/helper-client/guarded-port.ts';
import { guardPorts } from '../../../extension/helper-client/guarded-ports.ts';
import { stateOfDisconnect } from '../../../extension/helper-client/helper-state.ts';
import type { NativePort } from '../../../extension/helper-client/native-port.ts';
import { FEATURES, LOCKED_DOWN, NO_POLICY, type Policy, readPolicy } from '../../../extension/settings/policy.ts';
import { isTargetAllowed, parseTargetRule } from '../../../extension/settings/target-rules.ts';
import { isRejection } from '../../../machines/target/target.ts';
import { parseTarget } from '../../../machines/target/target-line.ts';

const targetOf = (text: string) => {
  const target = parseTarget(text);
  if (isRejection(target)) throw new Error(text);
  return target;
};

test.each<[rules: string, target: string, allowed: boolean]>([
  ['pc1', 'pc1', true],
  ['PC1', 'pc1:3390', true],
  ['pc1', 'pc1.corp.example', false],
  ['*.corp.example', 'pc1.corp.example', true],
  ['*.corp.example', 'a.b.corp.example', true],
  ['*.corp.example', 'corp.example', false],
  ['*.corp.example', 'evilcorp.example', false],
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.128/25', '10.0.0.127', false],
  ['10.0.0.128/25', '10.0.0.128', true],
  ['10.0.0.7', '10.0.0.7', true],
  ['10.0.0.7', '10.0.0.70', false],
  ['0.0.0.0/0', '8.8.8.8', true],
  ['0.0.0.0/0', 'fe80::1', false],
  ['fd00::/8', '[fd12:3456::1]:3389', true],
  ['fd00::/8', '[fe80::1]:3389', false],
  ['10.0.0.0/8', '[::ffff:10.1.2.3]:3389', true],
  ['10.0.0.0/8', 'pc-in-ten.example', false],
  ['fe80::/10', '[fe80::1%eth0]:3389', true],
  ['pc1 10.0.0.0/33', '10.0.0.1', false],
  ['', 'pc1', false],
])('%j lets %s through: %s', (rules, target, allowed) => {
  const targets = rules.split(' ').flatMap(rule => parseTargetRule(rule) ?? []);
  expect(isTargetAllowed({ targets }, targetOf(target))).toBe(allowed);
});

test.each(['*', '*.', 'pc1/24', '10.0.0.0/8/8', '10.0.0.256', '-x', 'a b', '10.0.0.0/-1', '*.10', '../..'])(
  'the rule %j is none',
  rule => expect(parseTargetRule(rule)).toBeUndefined(),
);

test.each<[name: string, managed: unknown, target: string, allowed: boolean]>([
  ['nothing set', {}, 'pc1', true],
  ['no object', 'x', 'pc1', false],
  ['nothing at all', undefined, 'pc1', false],
  ['a list', [], 'pc1', false],
  ['a network as text', { targets: '10.0.0.0/8' }, '127.0.0.1', false],
  ['targets of null', { targets: null }, 'pc1', false],
  ['ports as text', { ports: ['3389'] }, 'pc1', true],
  ['ports as text and another port', { ports: ['3389'] }, 'pc1:22', false],
  ['ports of words', { ports: ['rdp', '3389-3400', -1, 3389.5] }, 'pc1', false],
  ['more bad entries than are kept', { targets: [...Array(600).fill('*'), 'pc1'] }, 'pc1', true],
  ['nothing but the lists, and none of them', { only: true }, 'pc1', false],
  ['nothing but the lists, and one was dropped', { only: true, targets: ['pc1'] }, 'pc1', false],
  ['nothing but the lists, and both are there', { only: true, targets: ['pc1'], ports: [3389] }, 'pc1', true],
  ['nothing but the lists, said in a word', { only: 'yes' }, 'pc1', false],
  ['lists that do not count alone', { only: false, targets: ['pc1'] }, 'pc1:3390', true],
  ['targets that are no list', { targets: 'pc1' }, 'pc1', false],
  ['targets of numbers', { targets: [1, 2] }, 'pc1', false],
  ['one good among bad', { targets: [7, 'pc1', '*'] }, 'pc1', true],
  ['another port', { ports: [3389] }, 'pc1:3390', false],
  ['ports that are no list', { ports: 3389 }, 'pc1', false],
  ['a gateway beyond the list', { targets: ['pc1'] }, 'mstsc /v:pc1 /g:gw', false],
  ['a gateway in the list', { targets: ['pc1', 'gw'] }, 'mstsc /v:pc1 /g:gw', true],
  ['a gateway on a port of its own', { ports: [3389] }, 'mstsc /v:pc1 /g:gw:8443', false],
])('with %s: %j, %s is allowed: %s', (_, managed, target, allowed) => {
  expect(isTargetAllowed(readPolicy(managed), targetOf(target))).toBe(allowed);
});

test('what cannot be read is left out of a policy', () => {
  expect(
    readPolicy({
      hosts: ['PC1', 'http://x', 5],
      off: ['watch', 'everything'],
      redact: 'yes',
      guide: 'http://evil.example',
    }),
  ).toEqual({ hosts: ['pc1'], off: ['watch'], redact: true, unreadable: ['hosts', 'redact', 'guide', 'off'] });
  expect(readPolicy({ guide: 'https://guide.corp.example/help/' })).toMatchObject({
    guide: 'https://guide.corp.example',
  });
  expect(readPolicy({ downloads: 'https://files.corp.example/reconnect' })).toMatchObject({
    downloads: 'https://files.corp.example/reconnect/',
    unreadable: [],
  });
  for (const downloads of [
    'http://files.corp.example/',
    'https://files.corp.example/?x',
    'https://a:b@files.corp.example',
    7,
  ])
    expect(readPolicy({ downloads })).toEqual({ ...NO_POLICY, unreadable: ['downloads'] });
  expect(readPolicy({})).toEqual(NO_POLICY);
  expect(readPolicy(undefined)).toEqual(LOCKED_DOWN);
});

test.each<[name: string, off: unknown, features: readonly string[], unreadable: boolean]>([
  ['unknown names in front', ['print', 'copy', 'share', 'sync', 'cloud', 'page-checks'], ['page-checks'], true],
  ['capitals', ['Page-Checks', ' WATCH '], ['page-checks', 'watch'], false],
  ['the same one again', Array(40).fill('watch').concat('menus'), ['watch', 'menus'], false],
  ['a text', 'page-checks', FEATURES, true],
  ['an object', { 1: 'watch' }, FEATURES, true],
  ['null', null, FEATURES, true],
  ['a list of numbers', [1], [], true],
  ['an empty list', [], [], false],
])('policy: off is %s → what may be meant is off', (_, off, features, unreadable) => {
  const read = readPolicy({ off });
  expect([...read.off].sort()).toEqual([...features].sort());
  expect(read.unreadable).toEqual(unreadable ? ['off'] : []);
});

test.each<[name: string, redact: unknown, hidden: boolean | undefined]>([
  ['a registry number', 1, true],
  ['a registry zero', 0, false],
  ['a word', 'false', true],
  ['not set', undefined, undefined],
])('policy: redact is %s → %s', (_, redact, hidden) => expect(readPolicy({ redact }).redact).toBe(hidden));

/** A native port that notes what reaches it. */
function scriptedPort() {
  const sent: object[] = [];
  let closed = 0;
  const port: NativePort = {
    postMessage: message => void sent.push(message),
    disconnect: () => void closed++,
    onMessage: { addListener: () => {} },
    onDisconnect: { addListener: () => {} },
  };
  return { port, sent, closed: () => closed };
}
const settled = () => new Promise(resolve => setImmediate(resolve));
const request = (kind: string, target?: object) => ({ v: 1, id: kind, kind, ...(target && { target }) });

test('a check beyond the policy closes the port and never reaches the helper', async () => {
  const { port, sent, closed } = scriptedPort();
  const reasons: unknown[] = [];
  const guarded = guardPort(port, async () => readPolicy({ targets: ['pc1'] }));
  guarded.onDisconnect.addListener(reason => reasons.push(reason));
  guarded.postMessage(request('hello'));
  guarded.postMessage(request('check', { host: 'pc1', port: 3389 }));
  guarded.postMessage({ v: 1, id: 'x', kind: 'run', command: 'calc' });
  guarded.postMessage(request('check', { host: 'pc2', port: 3389 }));
  guarded.postMessage(request('check', { host: 'pc1', port: 3389 }));
  await settled();
  expect(sent).toEqual([request('hello'), request('check', { host: 'pc1', port: 3389 })]);
  expect({ reasons, closed: closed() }).toEqual({ reasons: ['reconnect: target not allowed'], closed: 1 });
});

test('a greeting waits for no policy, a check does', async () => {
  const { port, sent } = scriptedPort();
  let read: (policy: Policy) => void = () => {};
  const policy = new Promise<Policy>(resolve => {
    read = resolve;
  });
  const guarded = guardPort(port, () => policy);
  const wanted = request('check', { host: 'pc1', port: 3389 });
  guarded.postMessage(request('hello'));
  guarded.postMessage(wanted);
  guarded.postMessage(request('cancel'));
  await settled();
  expect(sent).toEqual([request('hello')]);
  read(NO_POLICY);
  await settled();
  expect(sent).toEqual([request('hello'), wanted, request('cancel')]);
});

test('guarded port: the policy changes between two checks → the second one is judged by the new policy', async () => {
  const { port, sent, closed } = scriptedPort();
  let policy = NO_POLICY;
  const guarded = guardPort(port, async () => policy);
  const wanted = request('check', { host: 'pc1', port: 3389 });
  guarded.postMessage(wanted);
  await settled();
  expect(sent).toEqual([wanted]);
  policy = readPolicy({ targets: [] });
  guarded.postMessage(wanted);
  await settled();
  expect(sent).toEqual([wanted]);
  expect(closed()).toBe(1);
});

test('guarded port: the policy cannot be read → no check gets through', async () => {
  const { port, sent, closed } = scriptedPort();
  const guarded = guardPort(port, () => Promise.reject(new Error('no policy service')));
  guarded.postMessage(request('check', { host: 'pc1', port: 3389 }));
  await settled();
  expect({ sent, closed: closed() }).toEqual({ sent: [], closed: 1 });
});

test.each<[name: string, message: object, code: number, id: string]>([
  ['an unknown kind', { v: 1, id: 'x', kind: 'run', command: 'calc' }, 5, 'x'],
  ['an unknown field', { ...request('check', { host: 'pc1', port: 3389 }), password: 'x' }, 6, 'check'],
  ['a port that nobody confirmed', request('check', { host: 'pc1', port: 22 }), 8, 'check'],
  ['no envelope', {}, 3, ''],
])('guarded port: %s → rejected, so that the asker does not wait', (_, message, code, id) => {
  const { port, sent } = scriptedPort();
  const heard: unknown[] = [];
  const guarded = guardPort(port, async () => NO_POLICY);
  guarded.onMessage.addListener(reply => heard.push(reply));
  guarded.postMessage(message);
  expect(heard).toEqual([expect.objectContaining({ kind: 'rejected', id, code })]);
  expect(sent).toEqual([]);
});

test('guarded ports: the policy changes → each open port closes with a reason that lets its check begin anew', () => {
  const scripted = [scriptedPort(), scriptedPort(), scriptedPort()];
  let next = 0;
  const ports = guardPorts(
    () => scripted[next++]?.port ?? scriptedPort().port,
    async () => NO_POLICY,
  );
  const reasons: (string | undefined)[] = [];
  const [first, second] = [ports.open('helper'), ports.open('helper')];
  for (const port of [first, second]) port.onDisconnect.addListener(reason => reasons.push(reason));
  ports.open('helper').disconnect();
  ports.dropAll();
  ports.dropAll();
  expect(scripted.map(({ closed }) => closed())).toEqual([1, 1, 1]);
  expect(reasons.map(stateOfDisconnect)).toEqual(['interrupted', 'interrupted']);
});
