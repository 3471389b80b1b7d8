import { expect, test } from 'vitest';
import { guardPort } from '../../../extension/helper-client/guarded-port.ts';
import type { NativePort } from '../../../extension/helper-client/native-port.ts';
import { NO_POLICY, type Policy, readPolicy } from '../../../extension/settings/policy.ts';
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
  ['no object', 'x', 'pc1', true],
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
  ).toEqual({ hosts: ['pc1'], off: ['watch'] });
  expect(readPolicy({ guide: 'https://guide.corp.example/help/' })).toMatchObject({
    guide: 'https://guide.corp.example',
  });
  expect(readPolicy(undefined)).toEqual(NO_POLICY);
});

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
const request = (kind: string, target?: object) => ({ v: 1, id: kind, kind, ...(target && { target }) });

test('a check beyond the policy closes the port and never reaches the helper', async () => {
  const { port, sent, closed } = scriptedPort();
  const reasons: unknown[] = [];
  const guarded = guardPort(port, Promise.resolve(readPolicy({ targets: ['pc1'] })));
  guarded.onDisconnect.addListener(reason => reasons.push(reason));
  guarded.postMessage(request('hello'));
  guarded.postMessage(request('check', { host: 'pc1', port: 3389 }));
  guarded.postMessage({ v: 1, id: 'x', kind: 'run', command: 'calc' });
  guarded.postMessage(request('check', { host: 'pc2', port: 3389 }));
  guarded.postMessage(request('check', { host: 'pc1', port: 3389 }));
  await new Promise(resolve => setImmediate(resolve));
  expect(sent).toEqual([request('hello'), request('check', { host: 'pc1', port: 3389 })]);
  expect({ reasons, closed: closed() }).toEqual({ reasons: ['reconnect: target not allowed'], closed: 1 });
});

test('a greeting waits for no policy, a check does', async () => {
  const { port, sent } = scriptedPort();
  let read: (policy: Policy) => void = () => {};
  const guarded = guardPort(port, new Promise(resolve => (read = resolve)));
  const wanted = request('check', { host: 'pc1', port: 3389 });
  guarded.postMessage(request('hello'));
  guarded.postMessage(wanted);
  guarded.postMessage(request('cancel'));
  await new Promise(resolve => setImmediate(resolve));
  expect(sent).toEqual([request('hello')]);
  read(NO_POLICY);
  await new Promise(resolve => setImmediate(resolve));
  expect(sent).toEqual([request('hello'), wanted, request('cancel')]);
});
