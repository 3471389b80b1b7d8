import { expect, test } from 'vitest';
import { decodeRequest } from '../../../extension/wire/requests.ts';
import { readCase } from '../../../machines/diagnosis/read-case.ts';
import { parseReport } from '../../../machines/schemas/parse-report.ts';
import { decodeTarget } from '../../../machines/schemas/target.ts';

const END = { host: 'pc1', port: 3389 };
const WHOLE = { ...END, gateway: { host: 'gw.example', port: 443 }, user: 'CORP\\ann' };

const inReport = (target: unknown) => {
  const parsed = parseReport(JSON.stringify({ version: 1, verdict: {}, target }));
  return parsed.kind === 'report' ? parsed.report.target : parsed;
};
const inCase = (target: unknown) =>
  readCase({ version: 1, screen: 'describing', stages: [], findings: [], asked: [], tried: [], target })?.facts.target;
const onWire = (target: unknown) => {
  const request = decodeRequest(JSON.stringify({ v: 1, id: 'a', kind: 'check', target }));
  return request.kind === 'refused' ? `${request.code} ${request.field}` : 'accepted';
};

test('target: every field as parsing gives it → the same on the wire, in a report and in a stored case', () => {
  expect(decodeTarget(WHOLE)).toEqual({ target: WHOLE, faults: [] });
  expect([inReport(WHOLE), inCase(WHOLE), onWire(WHOLE)]).toEqual([WHOLE, WHOLE, 'accepted']);
});

test.each<[title: string, target: unknown, left: object | undefined, refused: string]>([
  ['a host with an option', { ...END, host: '-oProxyCommand=x' }, undefined, 'bad-field target.host'],
  ['a host with its port', { ...END, host: 'pc1:3389' }, undefined, 'bad-field target.host'],
  ['a host with a line end', { ...END, host: 'pc1\n' }, undefined, 'bad-field target.host'],
  ['an address in other digits', { ...END, host: '127.0x1' }, undefined, 'bad-field target.host'],
  ['a port of text', { ...END, port: '3389' }, undefined, 'bad-field target.port'],
  ['a gateway that is none', { ...END, gateway: { host: 'a b', port: 443 } }, END, 'bad-field target.gateway.host'],
  ['a user with a control character', { ...END, user: 'a\u0007' }, END, 'bad-field target.user'],
  ['a user that is too long', { ...END, user: 'a'.repeat(257) }, END, 'bad-field target.user'],
  ['a field that no target has', { ...END, password: 'x' }, END, 'unknown-field target.password'],
  ['a list', [END], undefined, 'bad-field target'],
])('target: %s → left out of a report and a stored case, refused on the wire', (_, target, left, refused) => {
  expect([inReport(target), inCase(target)]).toEqual([left, left]);
  expect(onWire(target)).toBe(refused);
});
