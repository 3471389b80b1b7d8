import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCase } from '../../../machines/diagnosis/read-case.ts';
import { saveCase } from '../../../machines/diagnosis/saved-case.ts';
import { factsOf } from './known.ts';

const facts = factsOf('port: silent (probe) · vpn: connected · name=passed 3 · port=failed 3001', {
  target: { host: 'pc1', port: 3390 },
  asked: ['vpn'],
  tried: ['wrong-port'],
  remedy: 'port-blocked',
});
const saved = saveCase({ value: 'mending', context: facts });

test('a saved case comes back whole, through JSON', () => {
  expect(readCase(JSON.parse(JSON.stringify(saved)))).toEqual({ screen: 'mending', facts });
});

test('what was pasted and not taken is not saved', () => {
  const context = factsOf('', { intake: { findings: [], codes: [], said: [], problem: 'secret' } });
  expect(JSON.stringify(saveCase({ value: 'reading', context }))).not.toContain('secret');
});

test.each<[what: string, stored: unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'mending'],
  ['a list', [saved]],
  ['another version', { ...saved, version: 2 }],
  ['a screen that is none', { ...saved, screen: 'deciding' }],
  ['a screen that is no text', { ...saved, screen: ['mending'] }],
  ['a case of 1 MB', { ...saved, findings: [{ question: 'port', answer: 'x'.repeat(1_000_000) }] }],
])('%s is no case', (_, stored) => {
  expect(readCase(stored)).toBeUndefined();
});

const round = (() => {
  const circle: Record<string, unknown> = { ...saved };
  circle.target = circle;
  return circle;
})();

test('a case that contains itself → no case', () => {
  expect(readCase(round)).toBeUndefined();
});

test.each<[screen: string, without: string]>([
  ['checking', 'target'],
  ['asking', 'question'],
  ['mending', 'remedy'],
  ['verifying', 'remedy'],
])('a %s case without its %s starts where the person describes it', (screen, without) => {
  const { [without]: _lost, ...rest } = { ...JSON.parse(JSON.stringify(saved)), question: 'vpn', screen };
  expect(readCase(rest)?.screen).toBe('describing');
  expect(readCase({ ...rest, ...JSON.parse(JSON.stringify(saved)), question: 'vpn', screen })?.screen).toBe(screen);
});

test.each<[what: string, field: Record<string, unknown>, left: string, expected: unknown]>([
  ['an unknown question', { asked: ['vpn', 'evil', 'vpn', 7] }, 'asked', ['vpn']],
  ['an unknown cause', { tried: ['wrong-port', '<script>'] }, 'tried', ['wrong-port']],
  ['a host that is none', { target: { host: 'a b', port: 3389 } }, 'target', undefined],
  ['a helper state that is none', { helper: 'evil' }, 'helper', undefined],
  ['probe that is no yes', { probe: 'yes' }, 'probe', false],
])('of %s only what is ours is left', (_, field, left, expected) => {
  const { screen, facts: read } = readCase({ ...saved, ...field }) ?? {};
  expect(screen).toBeDefined();
  expect(Reflect.get(read ?? {}, left)).toEqual(expected);
});

test('whatever a store contains, reading it does not throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(saved)), (value, field) => {
      readCase(value);
      readCase({ ...saved, [field]: value });
    }),
    { numRuns: 300, seed: 7 },
  );
});
