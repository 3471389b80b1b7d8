import { expect, test } from 'vitest';
import type { CauseId } from '../../machines/vocabulary.ts';
import { type Conversation, type Person, play } from './conversation.ts';
import { browser, site } from './opened-site.ts';

/** Each press after the text: the start's button, a choice, its button, an outcome, a way on. */
const TAPS_AT_MOST = 5;
const PUT_AT_MOST = 7;
const WORDS_AT_MOST = 600;
const PHONE = { width: 360, height: 740 };

interface Story extends Person {
  readonly causes: readonly CauseId[];
  /** What helped: it has to stand on the verdict itself. */
  readonly fix: RegExp;
}

const STORIES: Readonly<Record<string, Omit<Story, 'asksForGuess'>>> = {
  'the VPN is off': {
    words: 'it works in the office but not from home',
    sees: { vpn: 'fails-only-without' },
    causes: ['vpn-needed'],
    fix: /VPN/,
  },
  'the PC is asleep': {
    words: 'my pc at home goes to sleep and then I cannot connect',
    sees: { 'host-power': 'asleep' },
    causes: ['host-off'],
    fix: /sleep|wake/i,
  },
  'a hotel’s network': {
    words: 'remote desktop does not connect on the hotel wifi',
    sees: { captive: 'yes', 'other-network': 'works' },
    causes: ['captive-network'],
    fix: /sign-in page|browser|sign in/i,
  },
  'the wrong name': {
    words: 'it works with the ip address but not with the name',
    sees: { 'by-address': 'works', name: 'not-found' },
    causes: ['wrong-address'],
    fix: /address|name/i,
  },
  'a changed password': {
    words: 'since I changed my password it says my credentials did not work',
    sees: { 'recent-change': 'password', credentials: 'rejected' },
    causes: ['bad-credentials'],
    fix: /saved|password/i,
  },
  'inside it works, from outside not': {
    words: 'it works inside my home network but not from outside',
    sees: { vpn: 'not-used', 'from-inside': 'works' },
    causes: ['outside-access'],
    fix: /VPN|router|forward/i,
  },
  'Windows Home': {
    words: 'the other pc has windows 11 home',
    sees: { 'host-kind': 'windows-home' },
    causes: ['rdp-disabled'],
    fix: /Home/,
  },
  'a PIN instead of the password': {
    words: 'I always sign in with my pin and remote desktop does not accept it',
    sees: { 'sign-in-way': 'hello', credentials: 'rejected' },
    causes: ['sign-in-method', 'bad-credentials'],
    fix: /password/i,
  },
};

test.each(Object.entries(STORIES))('story: %s → the fix, from the first sentence, in few taps', async (_, story) => {
  const played = await inBrowser({ ...story, asksForGuess: true });
  const trace = `${played.put.join(' → ')} ⇒ ${played.screen} ${played.cause}`;
  expect(story.causes, trace).toContain(played.cause);
  expect(played.taps, trace).toBeLessThanOrEqual(TAPS_AT_MOST);
  expect(played.text).toMatch(story.fix);
});

test('story: 0x4, "I don’t know" to everything → few questions, few words, an honest end', async () => {
  const played = await inBrowser({ words: '0x4', sees: {}, asksForGuess: false });
  expect(played.screen).toBe('cannot-tell');
  expect(played.put.length, played.put.join(' → ')).toBeLessThanOrEqual(PUT_AT_MOST);
  expect(new Set(played.put).size).toBe(played.put.length);
  expect(played.words).toBeLessThan(WORDS_AT_MOST);
});

async function inBrowser(person: Person): Promise<Conversation> {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: PHONE });
  try {
    return await play(await context.newPage(), site.url, person);
  } finally {
    await context.close();
  }
}
