import { expect, test } from 'vitest';
import { LIMITS } from '../../../machines/schemas/limits.ts';
import { parseFragment, writeFragment, writeTextFragment } from '../../../site/browser/case-fragment.ts';

const findings = [{ question: 'vpn', answer: 'connected', source: 'person' }] as const;

test.each([
  ['a sentence', 'my boss gets impatient & says: 50 % of us'],
  ['two lines in another script', '昨日から\nつながりません #急ぎ'],
])('fragment: %s as the note → the same again', (_, note) => {
  expect(parseFragment(writeFragment({ code: 'mac-client:0x4', note, findings }))).toEqual({
    code: 'mac-client:0x4',
    note,
    findings,
  });
});

test('fragment: a note longer than a case keeps → its beginning', () => {
  const { note } = parseFragment(writeFragment({ note: 'a'.repeat(5_000), findings }));
  expect(note).toBe('a'.repeat(LIMITS.note));
});

test('fragment: a text with the code that was chosen → both again', () => {
  const known = { text: '0x4 since Monday', isReady: true, declined: [], code: 'mac-client:0x4' };
  expect(parseFragment(writeTextFragment(known))).toMatchObject({ text: known.text, code: known.code, isReady: true });
});
