import { expect, test } from 'vitest';
import { elementsOf, firstThing } from '../../../machines/diagnosis/first-thing.ts';
import { remedyOf } from '../../../machines/diagnosis/remedy.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { knowledge } from './known.ts';

const MAC = '<p><strong>macOS:</strong> switch it on.</p>';
const WINDOWS = '<p><strong>Windows:</strong> use mstsc.</p><pre><code>mstsc</code></pre>';
const RISK = '<p><strong>Risk:</strong> low.</p>';

test('remedy by system: the person’s → first; the others with their commands → folded', () => {
  expect(firstThing(MAC + WINDOWS + RISK, 'mac')).toEqual({ first: MAC, rest: RISK, others: WINDOWS });
  expect(firstThing(MAC + WINDOWS + RISK, 'windows')).toEqual({ first: WINDOWS, rest: RISK, others: MAC });
});

test('remedy by system: a system that it does not name → nothing is hidden', () => {
  const { first, rest, others } = firstThing(MAC + WINDOWS, 'android');
  expect([first + rest, others]).toEqual([MAC + WINDOWS, '']);
});

test.each(['ios', 'android'] as const)(
  'remedy by system: %s, and one part for Macs and phones → that part is first',
  system => {
    const both = '<p><strong>Mac, phone:</strong> add it anew.</p>';
    expect(firstThing(WINDOWS + both, system)).toEqual({ first: both, rest: '', others: WINDOWS });
  },
);

test('remedy in steps: two stand open, the others go on counting', () => {
  const { first, rest } = firstThing('<ol><li>a</li><li>b</li><li>c</li></ol><pre>x</pre>', 'windows');
  expect(first).toBe('<ol><li>a</li><li>b</li></ol>');
  expect(rest).toBe('<ol start="3"><li>c</li></ol><pre>x</pre>');
});

test('list of systems inside a step: only the person’s is kept there', () => {
  const list = '<ul><li><strong>macOS:</strong> m</li><li><strong>Linux:</strong> l</li></ul>';
  const { first, others } = firstThing(`<ol><li>Connect:${list}</li></ol>`, 'mac');
  expect(first).toBe('<ol><li>Connect:<ul><li><strong>macOS:</strong> m</li></ul></li></ol>');
  expect(others).toContain('Linux');
});

test('elements: nested markup → outermost ones, whole', () => {
  expect(elementsOf('<p>a<br>b</p> <ul><li><p>c</p></li></ul>')).toEqual([
    '<p>a<br>b</p>',
    '<ul><li><p>c</p></li></ul>',
  ]);
});

test.each([
  ['pc1.example', '<code>ping pc1.example</code>'],
  ['fe80::1', '<code>ping fe80::1</code>'],
  ['<img>', '<code>ping HOST</code>'],
  ['$&', '<code>ping HOST</code>'],
])('command: host %s → %s', (host, command) => {
  const { words } = knowledge;
  const cause = { ...words.causes['port-blocked'], remedy: '<p><code>ping HOST</code></p>' };
  const known: Knowledge = {
    ...knowledge,
    words: { ...words, causes: { ...words.causes, 'port-blocked': cause } },
  };
  expect(remedyOf('port-blocked', known, { findings: [], host }).remedy).toBe(`<p>${command}</p>`);
});
