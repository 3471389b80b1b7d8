import type { Surface } from '../vocabulary.ts';

const MAX_CHARACTERS = 8_192;

/** What in a text tells which program or which list a number comes from. */
const CLUES: readonly (readonly [Surface, RegExp])[] = [
  ['windows-app', /windows app\b|windows 365|cloud pc|\bavd\b|azure virtual desktop|store app/],
  ['mac-client', /session ended because of an error|couldn['’]t connect to the remote pc/],
  [
    'mstsc-disconnect',
    /\bmstsc\b|remote ?desktop ?connection|remotedesktopverbindung|rdpclient|disconnect ?reason|activexcore/,
  ],
  ['rd-gateway', /gateway|\brdg\b|\btsg\b/],
  ['freerdp-exit', /freerdp|remmina|xf_exit|errconnect/],
  ['rdp-errinfo', /errinfo|set ?error ?info|error info/],
  ['rdp-negotiation-failure', /neg_?failure|negotiation failure|negotiation_failure/],
  ['credssp-ntstatus', /credssp|ntstatus|sub ?status|4625|sspi|schannel|authentication error/],
];

/** Devices whose apps have numbers of their own. */
const DEVICES: readonly (readonly [Surface, RegExp])[] = [
  ['ios-client', /\b(?:iphone|ipad(?:os)?|ios)\b/g],
  ['android-client', /\b(?:android|chromebook)\b/g],
  ['mac-client', /\b(?:mac(?:os|book)?|imac|os x)\b/g],
];

/** "works" in front of or behind a device, in the same sentence. */
const WORKS =
  'works?|worked|(?:is|am|are) fine|connects|no problems?|can (?:connect|log ?in|sign in)|funktioniert|geht|klappt|marche|fonctionne|funciona|funziona|werkt|dziala|работает';
const WORKS_BEFORE = new RegExp(`(?:${WORKS})[^.!?;,\\n]{0,24}$`);
const WORKS_BEHIND = new RegExp(`^[^.!?;\\n]{0,28}?\\b(?:${WORKS})\\b`);
const WORKS_NOT = new RegExp(
  `(?:\\bnot|n['’]t|\\bnever|no longer|stopped|nicht|\\bpas|\\bno|n[aã]o|\\bnon|\\bnie|\\bне|used to)\\W{1,3}(?:\\w+\\W{1,3}){0,2}(?:${WORKS.replace('works?', 'work(?:s|ing)?')})|(?:${WORKS})\\W{1,3}(?:nicht|niet|pas|not)`,
);

/**
 * The device that fails: the first that the text speaks of, unless it says that this one works. Whoever writes about a
 * MacBook and an iPhone mostly tells that the other one is fine.
 */
export function deviceMeant(given: string): Surface | undefined {
  const text = given.slice(0, MAX_CHARACTERS).toLowerCase();
  const mentions = DEVICES.flatMap(([surface, word]) =>
    [...text.matchAll(word)].map(hit => ({ surface, at: hit.index, end: hit.index + hit[0].length })),
  ).sort((a, b) => a.at - b.at);
  const ends = (at: number) => mentions.find(other => other.at > at)?.at ?? text.length;
  const fails = mentions.find(({ at, end }) => {
    const before = text.slice(Math.max(0, at - 60), at);
    const behind = text.slice(end, Math.min(end + 40, ends(at)));
    return WORKS_NOT.test(`${before}${behind}`) || !(WORKS_BEFORE.test(before) || WORKS_BEHIND.test(behind));
  });
  return (fails ?? mentions[0])?.surface;
}

/** The surfaces that the words around a number speak of. */
export function surfacesMeant(text: string): ReadonlySet<Surface> {
  const plain = text.slice(0, MAX_CHARACTERS).toLowerCase();
  const device = deviceMeant(plain);
  const meant = CLUES.filter(([, clue]) => clue.test(plain)).map(([surface]) => surface);
  return new Set(device === undefined ? meant : [device, ...meant]);
}
