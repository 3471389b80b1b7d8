import { expect, test } from 'vitest';
import {
  readExtensionMessage,
  readPageMessage,
  writeExtensionMessage,
  writePageMessage,
} from '../../../extension/wire/bridge.ts';

const target = { host: 'pc1', port: 3390 };

test('what a page says arrives, and nothing but host and port', () => {
  for (const message of [{ kind: 'hello' }, { kind: 'check', id: 'a', target }, { kind: 'cancel', id: 'a' }] as const)
    expect(readPageMessage(writePageMessage(message))).toEqual(message);
  const user = { host: 'pc1', port: 3389, user: 'ann', gateway: { host: 'gw', port: 443 } };
  expect(readPageMessage(writePageMessage({ kind: 'check', id: 'a', target: user }))).toMatchObject({
    target: { host: 'pc1', port: 3389 },
  });
});

const check = { from: 'reconnect-page', v: 1, kind: 'check', id: 'a', target: 'pc1' };
test.each<[name: string, message: unknown]>([
  ['nothing', undefined],
  ['a text', 'check'],
  ['another program', { ...check, from: 'react-devtools' }],
  ['another version', { ...check, v: 2 }],
  ['an unknown kind', { ...check, kind: 'host' }],
  ['no id', { ...check, id: undefined }],
  ['an id with markup', { ...check, id: '<b>' }],
  ['a command line', { ...check, target: 'mstsc /v:pc1' }],
  ['a URL', { ...check, target: 'https://pc1/' }],
  ['an object', { ...check, target }],
  ['a port range', { ...check, target: 'pc1:1-100' }],
  ['a long text', { ...check, target: 'a'.repeat(301) }],
])('%s is no request', (_, message) => expect(readPageMessage(message)).toBeUndefined());

test.each([
  { type: 'stage.reported', report: { stage: 'port', outcome: 'running' } },
  { type: 'finding.reported', finding: { question: 'port', answer: 'open', source: 'probe' } },
  { type: 'check.finished', connections: 1, elapsedMs: 12 },
  { type: 'check.unavailable', state: 'declined' },
] as const)('$type arrives in the page', event => {
  const message = { kind: 'event', id: 'a', event } as const;
  expect(readExtensionMessage(writeExtensionMessage(message))).toEqual(message);
});

const event = { from: 'reconnect-extension', v: 1, kind: 'event', id: 'a' };
test.each<[name: string, message: unknown]>([
  ['another sender', { ...event, from: 'x', event: { type: 'check.unavailable', state: 'declined' } }],
  ['an unknown state', { ...event, event: { type: 'check.unavailable', state: 'fine' } }],
  ['an unknown stage', { ...event, event: { type: 'stage.reported', report: { stage: 'moon', outcome: 'passed' } } }],
  ['an unknown answer', { ...event, event: { type: 'finding.reported', finding: { question: 'port', answer: 'x' } } }],
  ['an event of the person', { ...event, event: { type: 'case.resolved' } }],
])('%s → ignored by the page', (_, message) => expect(readExtensionMessage(message)).toBeUndefined());
