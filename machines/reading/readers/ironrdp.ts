import type { Observation, Reader } from '../observation.ts';

/**
 * IronRDP and rdp-rs, in Teleport and in other programs of Go and Rust: a negotiation that failed, in the words of
 * [MS-RDPBCGR 2.2.1.2.2].
 */
export const ironrdp: Reader = {
  id: 'ironrdp',
  signs: ['enhanced rdp security', 'standard rdp security'],
  read: ({ text }) =>
    text.split('\n').flatMap((line, at): Observation[] => {
      if (line.length > 800) return [];
      const security = FAILURES.find(([words]) => words.test(line))?.[1];
      return security === undefined ? [] : [{ question: 'security', answer: security, at }];
    }),
};

const FAILURES: readonly (readonly [RegExp, string])[] = [
  [/server requires that the client supports? Enhanced RDP Security with CredSSP/i, 'nla'],
  [/server requires that the client supports? Enhanced RDP Security with either TLS/i, 'tls'],
  [/server is configured to only use Standard RDP Security mechanisms/i, 'standard'],
];
