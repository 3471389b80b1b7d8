import { expect, test } from 'vitest';
import { codesMeant } from '../../../site/widget/options/code-look-up.ts';
import { continues, openingOf } from '../../../site/widget/options/opening.ts';
import { factsOf, knowledge } from '../flow/known.ts';

const open = (code: string | null, surface: string | null = null, target: string | null = null) =>
  openingOf({ code, surface, target, cause: null }, knowledge, codesMeant);
const codeOf = (opening: ReturnType<typeof open>) => opening.start.findings?.[0]?.answer;

test.each<[code: string | null, surface: string | null, known: string | undefined, text: string]>([
  [null, null, undefined, ''],
  ['mac-client:0x4', null, 'mac-client:0x4', ''],
  ['MAC-CLIENT:0x4', null, 'mac-client:0x4', ''],
  ['0x4', 'mac-client', 'mac-client:0x4', ''],
  ['4', 'mac-client', 'mac-client:0x4', ''],
  ['0x4', null, undefined, '0x4'], // several programs show it: the person says which
  ['0x4', 'no-surface', undefined, '0x4'],
  ['no code at all', null, undefined, 'no code at all'],
  ['<img src=x onerror=alert(1)>', null, undefined, '<img src=x onerror=alert(1)>'],
])('code=%j surface=%j → %j, field %j', (code, surface, known, text) => {
  const opening = open(code, surface);
  expect(codeOf(opening)).toBe(known);
  expect(opening.text).toBe(text);
});

test('without the part that looks up, a code in other words goes into the field', () => {
  const opening = openingOf({ code: '4', surface: 'mac-client', target: null, cause: null }, knowledge, undefined);
  expect([codeOf(opening), opening.text]).toEqual([undefined, '4']);
});

test('an attribute is cut before it is looked at', () => {
  expect(open('x'.repeat(100_000)).text).toHaveLength(300);
});

test.each<[target: string, host: string | undefined]>([
  ['pc1:3390', 'pc1'],
  ['http://pc1/', undefined],
  ['a b', undefined],
  ['', undefined],
])('target=%j → %j', (target, host) => {
  expect(open(null, null, target).start.target?.host).toBe(host);
});

test.each<[goesOn: boolean, code: string | null, target: string | null, stored: string]>([
  [true, null, null, 'vpn: connected'],
  [true, 'mac-client:0x4', null, 'code: mac-client:0x4 · vpn: connected'],
  [false, 'mac-client:0x4', null, 'vpn: connected'],
  [false, '0x4', null, 'code: mac-client:0x4'],
  [true, null, 'pc1', 'vpn: connected'],
  [false, null, 'pc2', 'vpn: connected'],
])('goes on with a kept case: %s, for code=%j target=%j after %s', (goesOn, code, target, stored) => {
  const facts = factsOf(stored, { target: { host: 'pc1', port: 3389 } });
  expect(continues(facts, open(code, null, target))).toBe(goesOn);
});

test.each<[cause: string | null, remedy: string | undefined]>([
  ['port-blocked', 'port-blocked'],
  ['no-cause', undefined],
  ['__proto__', undefined],
  [null, undefined],
])('cause=%j begins with the remedy for %j', (cause, remedy) => {
  const { start } = openingOf({ code: '0x4', surface: 'mac-client', target: 'pc1', cause }, knowledge, codesMeant);
  expect(start.kind === 'fix' ? start.cause : undefined).toBe(remedy);
  expect(start.findings?.map(({ answer }) => answer)).toEqual(['mac-client:0x4']);
});
