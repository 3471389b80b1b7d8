import type { Browser } from 'playwright';
import { serveSite } from '../../site/serve.ts';
import { type Conversation, type Person, play } from '../e2e/conversation.ts';
import { openBrowser, SITE } from '../e2e/pages.ts';
import { freePort } from '../e2e/ports.ts';

/**
 * `npm run bench -- people`: people with a fault, played in a browser on the built site from their first sentence to the
 * end. "Before" is what a walk by hand counted on the flow that asked until nothing was left (2026-11-29); what was not
 * counted then has a dash.
 */
interface Row {
  readonly who: string;
  readonly before: readonly [put: number, taps: number, words: number] | undefined;
  readonly person: Person;
}

const LAY = { 'host-power': 'up', vpn: 'not-used', client: 'android', history: 'worked-before' } as const;

const ROWS: readonly Row[] = [
  {
    who: 'office worker, 0x4, Android',
    before: [30, 64, 3059],
    person: { words: 'error code 0x4', sees: LAY, asksForGuess: false },
  },
  {
    who: 'the same, who wants a guess',
    before: undefined,
    person: { words: 'error code 0x4', sees: LAY, asksForGuess: true },
  },
  {
    who: 'home user, pastes a dialog',
    before: undefined,
    person: { words: 'The logon attempt failed', sees: { 'recent-change': 'password' }, asksForGuess: true },
  },
  {
    who: '"I don’t know" to everything',
    before: [32, 68, 3231],
    person: { words: '0x4', sees: {}, asksForGuess: false },
  },
  {
    who: 'Mac, 0x4, the VPN is off',
    before: [32, 0, 0],
    person: { words: 'error 0x4 on my mac', sees: { vpn: 'fails-only-without', client: 'mac' }, asksForGuess: false },
  },
  {
    who: 'Windows, 0x204, the VPN is off',
    before: [16, 0, 0],
    person: { words: '0x204', sees: { vpn: 'fails-only-without', client: 'mstsc' }, asksForGuess: false },
  },
  {
    who: 'says only that it does not work',
    before: undefined,
    person: { words: 'remote desktop not working', sees: LAY, asksForGuess: true },
  },
];

const site = await serveSite({ dir: SITE, port: await freePort() });
const browser = await openBrowser();
try {
  console.log('                                       before            now');
  console.log('                                 put taps words    put taps words  ends on');
  for (const { who, before, person } of ROWS) console.log(lineOf(who, before, await conversationWith(browser, person)));
} finally {
  await browser.close();
  await site.close();
}

async function conversationWith(from: Browser, person: Person): Promise<Conversation> {
  const context = await from.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 740 } });
  try {
    return await play(await context.newPage(), site.url, person);
  } finally {
    await context.close();
  }
}

function lineOf(who: string, before: Row['before'], { put, taps, words, screen, cause }: Conversation): string {
  const cells = (numbers: readonly number[]) =>
    numbers.map((number, at) => (number === 0 && at > 0 ? '–' : `${number}`).padStart(at === 2 ? 5 : 4)).join(' ');
  const then = before === undefined ? '   –    –     –' : cells(before);
  return `${who.padEnd(32)} ${then}   ${cells([put.length, taps, words])}  ${screen} ${cause}`;
}
