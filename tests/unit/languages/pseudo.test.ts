import { describe, expect, test } from 'vitest';
import { pseudo } from '../../languages/pseudo.ts';
import { pseudoPage } from '../../languages/pseudo-folder.ts';
import { englishIn } from '../../languages/visible-text.ts';

describe('pseudo: what no translator changes → stays', () => {
  test.each([
    ['Run `ping office-pc` now.', '`ping office-pc`'],
    ['Port {port} of {host}', '{port}'],
    ['See [the guide](/guides/error-0x4/).', '](/guides/error-0x4/)'],
    ['Type 192.168.1.20 or [2001:db8::1]:3389.', '[2001:db8::1]:3389.'],
    ['It is <b>not</b> there &amp; never was', '&amp;'],
    ['Copy it:\n\n```sh\nsudo ufw allow\n```\n\nThen go.', '```sh\nsudo ufw allow\n```'],
    ['Check Remote Desktop to %s', '%s'],
    ['Use --json for that', '--json'],
    ['<Fold summary="More">', '<Fold summary="'],
  ])('%j → %j', (text, kept) => {
    expect(pseudo(text, 'en-XA')).toContain(kept);
    expect(pseudo(text, 'ar-XB')).toContain(kept);
  });
});

test('pseudo: a sentence → a third longer, and no letter of it is plain', () => {
  const sentence = 'The remote PC refuses the connection';
  const told = pseudo(sentence, 'en-XA');
  expect(told.length / sentence.length).toBeGreaterThan(1.3);
  expect(told).not.toMatch(/[A-Za-z]/);
  expect(englishIn(sentence)).toHaveLength(6);
  expect(englishIn(told)).toEqual([]);
  expect(pseudo(sentence, 'ar-XB')).toMatch(/^[\p{Script=Arabic} ]+$/u);
});

test('pseudoPage: ids of the front matter → stay, its words do not', () => {
  const page =
    '---\ntitle: The port\nsteps: [vpn]\ntry: { steps: [Do it], outcomes: [{ answer: works, label: Yes }] }\n---\nText\n';
  const told = pseudoPage(page, 'en-XA');
  expect(told).toContain('- vpn');
  expect(told).toContain('answer: works');
  expect(told).not.toMatch(/The port|Do it|label: Yes|Text/);
});
