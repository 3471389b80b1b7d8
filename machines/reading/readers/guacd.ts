import type { Observation, Reader } from '../observation.ts';

/**
 * guacd, the part of Guacamole that speaks RDP: its log in any log's dress, and the `error` that it sends to the browser.
 * The reason is a fixed sentence of its own, with a guess in brackets.
 */
export const guacd: Reader = {
  id: 'guacd',
  signs: ['rdp server closed/refused connection', 'guacd', 'error,'],
  // Whole lines: an instruction of its protocol ends like a line of source.
  read: ({ text }) =>
    text.split('\n').flatMap((line, at): Observation[] => {
      if (line.length > 800) return [];
      const reason =
        /RDP server closed\/refused connection: {0,2}([A-Z][^"]{4,120})/.exec(line)?.[1] ??
        /(?:^|[;"'\s])5\.error,\d{1,3}\.([^,;]{4,120}),\d\.\d{3,4}\b/.exec(line)?.[1];
      const meaning = reason === undefined ? undefined : REASONS.find(([words]) => words.test(reason));
      return [
        ...(meaning === undefined ? [] : [{ question: meaning[1], answer: meaning[2], at }]),
        ...(meaning !== undefined || OF_RDP.test(line) ? [{ question: 'client' as const, answer: 'web', at }] : []),
      ];
    }),
};

/** A line of the daemon itself about RDP: whoever connects does so through a browser, whatever the reason is. */
const OF_RDP = /\bguacd\[\d{1,7}\]: .{0,60}(?:\bRDP server\b|\bprotocol "rdp")/;

const REASONS: readonly (readonly [RegExp, Observation['question'], string])[] = [
  [/wrong security type|^Security negotiation failed/i, 'security', 'mismatch'],
  [/^Authentication failure|invalid credentials/i, 'credentials', 'rejected'],
  [/untrusted\/self-signed certificate/i, 'tls', 'untrusted'],
  [/^DNS lookup failed|incorrect hostname/i, 'name', 'not-found'],
  [/server unreachable|^Connection (?:failed|refused)/i, 'port', 'closed'],
  [/password (?:has )?expired|must (?:be )?change|account (?:has )?expired/i, 'credentials', 'expired'],
  [/account (?:is |has been )?(?:locked|disabled)/i, 'credentials', 'locked'],
  [/insufficient (?:user )?privileges|account restriction|access denied/i, 'credentials', 'not-permitted'],
  [/^Idle session time limit/i, 'drop', 'when-idle'],
  [/^Active session time limit/i, 'host-log', 'time-limit'],
  [/superseded|replaced by|(?:another|other) (?:user|connection)/i, 'other-session', 'someone'],
];
