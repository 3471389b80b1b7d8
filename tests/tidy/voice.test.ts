import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadStrings } from '../../content/words.ts';

/** Sentences that were tried and tire people, and what a native speaker says. The wordings of other programs are quoted as they are. */
const OUT: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\bknock(?:s|ed|ing)?\b/i, 'trying the port'],
  [/\bspeaks on the port\b/i, 'answers on the port'],
  [/\b(?:the|both) two ends\b/i, 'the two computers'],
  [/\bthe (?:far|near) end\b/i, 'the remote PC, your device'],
  [/\bcan(?:not)? be had\b/i, 'is available'],
  [/\bc[ao]me to stand\b/i, 'could start'],
  [/\band kin\b|\bkin to\b/i, 'related'],
  [/\bin place of\b/i, 'instead of'],
  [/\bpassword is over\b/i, 'the password has expired'],
  [/\b(?:mended|mending|mends|to mend)\b/i, 'fix'],
  [/\bKnown so far\b/i, 'Question 2. Usually four to six.'],
  [/\bsomething easier\b/i, 'That’s fine. We’ll skip it.'],
  [/\ba message that we know\b/i, 'the message by name'],
  [/\bturns new connections away\b/i, 'is refusing new connections'],
  [/\bkeeps this program off\b/i, 'is blocking this app'],
  [/\bthe line (?:breaks?|broke|loses|is (?:quick|slow|clear))\b|\bsecure line\b|\bover the line\b/i, 'the connection'],
  [/\bpage is not here\b/i, 'We can’t find that page'],
];

const english = path.resolve(import.meta.dirname, '../../content/en');
const FOLDERS = ['causes', 'guides', 'pages', 'questions', 'steps'];
const FILES = ['codes.yaml', 'site.yaml', 'ui.yaml', 'store.yaml', 'walkthrough.yaml'];

const outIn = (text: string) => OUT.flatMap(([words, instead]) => (words.test(text) ? [`${words}: ${instead}`] : []));

test.each(FILES)('voice: %s → no sentence that tires people', async file => {
  const strings = await loadStrings(path.join(english, file));
  const found = Object.entries(strings).flatMap(([key, text]) => outIn(text).map(out => `${key}: ${out}`));
  expect(found).toEqual([]);
});

test.each(FOLDERS)('voice: every page of %s → no sentence that tires people', folder => {
  const pages = readdirSync(path.join(english, folder), { recursive: true, encoding: 'utf8' }).filter(page =>
    page.endsWith('.mdx'),
  );
  expect(pages.length).toBeGreaterThan(0);
  const found = pages.flatMap(page =>
    outIn(readFileSync(path.join(english, folder, page), 'utf8')).map(out => `${page}: ${out}`),
  );
  expect(found).toEqual([]);
});

/** Administrators read these two, and know their hosts by that word. */
const FOR_ADMINISTRATORS = /^(?:windows-event|rd-gateway)\b/;

test('voice: what a code means, to somebody who is no administrator → the remote PC, never the host', async () => {
  const codes = Object.entries(await loadStrings(path.join(english, 'codes.yaml')));
  const forAnyone = codes.filter(([key]) => !FOR_ADMINISTRATORS.test(key));
  expect(forAnyone.length).toBeGreaterThan(300);
  const found = forAnyone.filter(([, text]) => /\b(?:the|this|a|another) host\b(?!’s rule| session)/i.test(text));
  expect(found).toEqual([]);
});

test('voice: a sentence that was tried → it is found, with what to say', () => {
  expect(outIn('What speaks on the port, and can a licence be had? The host turns new connections away.')).toHaveLength(
    2,
  );
  expect(outIn('The remote PC is refusing new connections.')).toEqual([]);
});
