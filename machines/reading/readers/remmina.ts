import { fold } from '../clean.ts';
import type { Observation, Reader } from '../observation.ts';

/** Remmina's own sentences, each with the server in quotation marks; its log lines are those of FreeRDP. */
export const remmina: Reader = {
  id: 'remmina',
  signs: ['the rdp server'],
  read: paste => paste.lines.flatMap((line, at) => readSentence(line, paste.lines[at + 1] ?? '', at)),
};

function readSentence(line: string, following: string, at: number): Observation[] {
  if (line.length > 400) return [];
  const folded = fold(`${line.trim()} ${following.trim()}`);
  const server = /^.{0,60}the rdp server [“"'‘]([\w.:-]{1,253})[”"'’]/.exec(folded)?.[1];
  const sentence = server === undefined ? undefined : SENTENCES.find(([pattern]) => pattern.test(folded));
  if (server === undefined || sentence === undefined) return [];
  return [{ question: sentence[1], answer: sentence[2], at, hosts: [server.replace(/:\d{1,5}$/, '')] }];
}

const SENTENCES: readonly (readonly [RegExp, Observation['question'], string])[] = [
  [/^could not find the address for the rdp server/, 'name', 'not-found'],
  [/^(?:could not|unable to) connect to the rdp server .{1,260} via tls/, 'tls', 'closes'],
  [/^unable to establish a connection to the rdp server .{1,260}security protocol negotiation/, 'security', 'mismatch'],
  [
    /^could not access the rdp server .{1,260} account (?:is |was )?locked|^access to the rdp server .{1,260}locked/,
    'credentials',
    'locked',
  ],
  [
    /^could not access the rdp server .{1,260}(?:account has expired|account is expired|password (?:has |is )?expired)/,
    'credentials',
    'expired',
  ],
  [/^could not access the rdp server .{1,260}(?:account (?:has been |is )?disabled)/, 'credentials', 'locked'],
  [
    /^could not access the rdp server .{1,260}(?:insufficient (?:user )?privileges|account has restrictions)/,
    'credentials',
    'not-permitted',
  ],
  [
    /^(?:could not authenticate|failed to authenticate|authentication failed).{0,40} the rdp server/,
    'credentials',
    'rejected',
  ],
  [/^(?:could not|unable to|cannot) connect to the rdp server/, 'port', 'closed'],
];
