import type { Observation, Reader } from '../observation.ts';

/** The set-up script of WinApps, which checks the way to its Windows step by step. */
export const winapps: Reader = {
  id: 'winapps',
  signs: ['rdp port closed', 'open rdp port', 'vm not running', 'container not running', 'vm does not exist'],
  read: ({ lines }) =>
    lines.flatMap((line, at): Observation[] => {
      if (line.length > 300) return [];
      return CHECKS.filter(([words]) => words.test(line)).map(([, question, answer]) => ({ question, answer, at }));
    }),
};

const CHECKS: readonly (readonly [RegExp, Observation['question'], string])[] = [
  [/^\W{0,8}(?:ERROR:? )?RDP PORT CLOSED\b/, 'port', 'closed'],
  [/^\W{0,8}Checking for an open RDP port[^.]{0,30}\.{3} {0,4}Failed!?/i, 'port', 'closed'],
  [/^\W{0,8}Checking for an open RDP port[^.]{0,30}\.{3} {0,4}Done!?/i, 'port', 'open'],
  [/^\W{0,8}(?:ERROR:? )?(?:WINDOWS )?(?:VM|CONTAINER) NOT RUNNING\b/, 'host-power', 'off'],
];
