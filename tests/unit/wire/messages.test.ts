import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WireRejection } from '../../../extension/wire/rejections.ts';
import { decodeReply } from '../../../extension/wire/replies.ts';
import { decodeRequest, type Request } from '../../../extension/wire/requests.ts';

const check = (target: object, more: object = {}) => ({ v: 1, id: 'a', kind: 'check', target, ...more });
const host = (name: unknown) => check({ host: name, port: 3389 });

test.each<[name: string, message: unknown, code: WireRejection, field: string | undefined]>([
  ['null', null, 'not-an-envelope', undefined],
  ['an id of 65 characters', { v: 1, id: 'x'.repeat(65), kind: 'hello' }, 'not-an-envelope', 'id'],
  ['no kind', { v: 1, id: 'a' }, 'unknown-kind', 'kind'],
  ['a kind of the prototype', { v: 1, id: 'a', kind: 'constructor' }, 'unknown-kind', 'kind'],
  ['a version of text', { v: '1', id: 'a', kind: 'check' }, 'unknown-version', 'v'],
  ['a command', check({ host: 'pc1', port: 3389 }, { command: 'id' }), 'unknown-field', 'command'],
  ['a list for a target', check([]), 'bad-field', 'target'],
  ['a path', host('../../etc'), 'bad-field', 'target.host'],
  ['a URL', host('http://pc1'), 'bad-field', 'target.host'],
  ['an option', host('-oProxyCommand=x'), 'bad-field', 'target.host'],
  ['a shell', host('pc1;id'), 'bad-field', 'target.host'],
  ['a line end', host('pc1\n'), 'bad-field', 'target.host'],
  ['a host with its port', host('pc1:3389'), 'bad-field', 'target.host'],
  ['254 characters', host('a'.repeat(254)), 'bad-field', 'target.host'],
  ['no host', host(undefined), 'bad-field', 'target.host'],
  ['port 0', check({ host: 'pc1', port: 0 }), 'bad-field', 'target.port'],
  ['port 65536', check({ host: 'pc1', port: 65_536 }), 'bad-field', 'target.port'],
  ['half a port', check({ host: 'pc1', port: 3389.5 }), 'bad-field', 'target.port'],
  ['a range of ports', check({ host: 'pc1', port: '1-99' }), 'bad-field', 'target.port'],
  ['an unusual port', check({ host: 'pc1', port: 22 }), 'port-not-confirmed', 'target.port'],
  [
    'a port confirmed by text',
    check({ host: 'pc1', port: 22 }, { confirmed: 'yes' }),
    'port-not-confirmed',
    'target.port',
  ],
  [
    'an unusual port of the gateway',
    check({ host: 'pc1', port: 3389, gateway: { host: 'gw', port: 22 } }),
    'port-not-confirmed',
    'target.gateway.port',
  ],
  [
    'a confirmation by text of a usual port',
    check({ host: 'pc1', port: 3389 }, { confirmed: 'yes' }),
    'bad-field',
    'confirmed',
  ],
  ['a gateway of text', check({ host: 'pc1', port: 3389, gateway: 'gw' }), 'bad-field', 'target.gateway'],
  [
    'a gateway with a path',
    check({ host: 'pc1', port: 3389, gateway: { host: 'gw/x', port: 443 } }),
    'bad-field',
    'target.gateway.host',
  ],
  ['a user with a control character', check({ host: 'pc1', port: 3389, user: 'a\u0007' }), 'bad-field', 'target.user'],
])('refuses %s', (_, message, code, field) => {
  const refusal = decodeRequest(JSON.stringify(message));
  expect(refusal).toMatchObject({ kind: 'refused', code, ...(field === undefined ? {} : { field }) });
});

test.each<[name: string, request: Request]>([
  ['hello', { v: 1, id: 'a', kind: 'hello' }],
  ['a name', { v: 1, id: 'a', kind: 'check', target: { host: 'pc1.corp.example', port: 3389 } }],
  ['an address with a zone', { v: 1, id: 'a', kind: 'check', target: { host: 'fe80::1%eth0', port: 3389 } }],
  ['a typed port', { v: 1, id: 'a', kind: 'check', target: { host: '10.0.0.7', port: 3390 }, confirmed: true }],
  [
    'a gateway on its own port and a user',
    {
      v: 1,
      id: 'a',
      kind: 'check',
      target: { host: 'pc1', port: 3389, gateway: { host: 'gw', port: 4443 }, user: 'CORP\\ann' },
      confirmed: true,
    },
  ],
])('%s comes through as it was sent', (_, request) => {
  expect(decodeRequest(JSON.stringify(request))).toEqual(request);
});

const finding = { question: 'port', answer: 'silent', source: 'probe' };
test.each<[name: string, reply: unknown]>([
  ['no object', 7],
  ['an unknown kind', { v: 1, id: 'a', kind: 'run' }],
  ['a question that is none', { v: 1, id: 'a', kind: 'finding', finding: { ...finding, question: 'toString' } }],
  ['an answer of another question', { v: 1, id: 'a', kind: 'finding', finding: { ...finding, answer: 'nla' } }],
  ['a source that is none', { v: 1, id: 'a', kind: 'finding', finding: { ...finding, source: 'rumour' } }],
  ['a stage that is none', { v: 1, id: 'a', kind: 'stage', report: { stage: 'any', outcome: 'passed' } }],
  ['an outcome that is none', { v: 1, id: 'a', kind: 'stage', report: { stage: 'port', outcome: 'great' } }],
  ['an end without its time', { v: 1, id: 'a', kind: 'done', connections: 1, cancelled: false }],
  ['a rejection in words', { v: 1, id: 'a', kind: 'rejected', code: 'busy' }],
])('the extension takes nothing from %s', (_, reply) => {
  expect(decodeReply(reply)).toBeUndefined();
});

test('decodeRequest, decodeReply: any text → no throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), text => {
      decodeRequest(text);
      try {
        decodeReply(JSON.parse(text));
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});
