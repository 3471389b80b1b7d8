import type { Surface } from '../vocabulary.ts';

const MAX_CHARACTERS = 8_192;

/** What in a text tells which program or which list a number comes from. */
const CLUES: readonly (readonly [Surface, RegExp])[] = [
  ['windows-app', /windows app\b|windows 365|cloud pc|\bavd\b|azure virtual desktop|store app/],
  ['ios-client', /\biphone\b|\bipad(?:os)?\b|\bios\b/],
  ['android-client', /\bandroid\b|\bchromebook\b/],
  ['mac-client', /\bmac(?:os|book)?\b|\bos x\b/],
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

/** The surfaces that the words around a number speak of. */
export function surfacesMeant(text: string): ReadonlySet<Surface> {
  const plain = text.slice(0, MAX_CHARACTERS).toLowerCase();
  return new Set(CLUES.filter(([, clue]) => clue.test(plain)).map(([surface]) => surface));
}
