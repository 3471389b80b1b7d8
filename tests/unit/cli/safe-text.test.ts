import { expect, test } from 'vitest';
import { safeText, terminalColumn, terminalText } from '../../../extension/helper/safe-text.ts';

test.each<[name: string, text: string, safe: string]>([
  ['terminal commands', '\u001b]0;x\u0007', '\ufffd]0;x\ufffd'],
  ['lines', 'a\nb\r\u2028c', 'a\ufffdb\ufffd\ufffdc'],
  ['direction', '\u202epc1\u2066', '\ufffdpc1\ufffd'],
  ['fillers that nobody sees', 'a\u3164\u115f\uffa0\u200b\u00adb', 'a\ufffd\ufffd\ufffd\ufffd\ufffdb'],
  ['half a surrogate', 'a\ud800', 'a\ufffd'],
  ['a tower of marks', `e${'\u0301'.repeat(250)}!`, `e${'\u0301'.repeat(4)}!`],
  ['letters of any script', 'Łukasz 山田 नमस्ते', 'Łukasz 山田 नमस्ते'],
])('safeText: %s → what can do nothing', (_, text, safe) => {
  expect(safeText(text)).toBe(safe);
});

test('terminalText: letters from the right → isolated, so that the line around them keeps its order', () => {
  expect(terminalText('דהו.corp')).toBe('\u2068דהו.corp\u2069');
  expect(terminalText('pc1.corp')).toBe('pc1.corp');
});

test('terminalText: too long → cut, and it says so', () => {
  expect(terminalText('abcdef', 4)).toBe('abc…');
});

test('terminalColumn: with and without isolates → the same width on the screen', () => {
  const visible = (text: string) => text.replace(/[\u2068\u2069]/g, '').length;
  expect([terminalColumn('pc1', 8), terminalColumn('דהו', 8)].map(visible)).toEqual([8, 8]);
});
