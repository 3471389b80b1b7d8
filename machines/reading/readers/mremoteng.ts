import { hex } from '../ntstatus.ts';
import type { Observation, Paste, Reader } from '../observation.ts';

/**
 * mRemoteNG, Royal TS, Remote Desktop Manager, RDCMan: they carry the control of mstsc and print its number, in decimal
 * and without a label of their own. Only numbers that the catalogue has for mstsc count.
 */
export const mremoteng: Reader = {
  id: 'mremoteng',
  numbers: true,
  signs: ['rdp disconnected', 'protocol error', 'error code', 'disconnect', 'protocol event'],
  read: paste => {
    if (paste.text.length > MAX_LENGTH) return [];
    const context = CONTEXT.test(paste.text);
    const shown = paste.lines.flatMap((line, at) => {
      // The sentence with its number may stand in the line under the notification's.
      const under = /\bRDP disconnected\b[^\d\n]{0,80}$/i.test(line)
        ? /^\s{0,8}(\d{3,5}) \p{L}/u.exec(paste.lines[at + 1] ?? '')
        : null;
      return [...numbersIn(line, context), ...(under === null ? [] : [Number(under[1])])].map(number => ({
        number,
        at,
      }));
    });
    const known = shown.filter(({ number }) => isKnown(paste, number));
    const first = known[0];
    if (first === undefined || new Set(known.map(({ number }) => number)).size > 1) return [];
    const observation: Observation = {
      question: 'code',
      answer: `mstsc-disconnect:${hex(first.number)}`,
      at: first.at,
    };
    return [observation];
  },
};

/** A notification with what people write around it; longer texts are logs of days. */
const MAX_LENGTH = 4000;
const CONTEXT =
  /mremoteng|nremoteng|rdp disconnected|royal ?tsx?\b|remote desktop manager|devolutions|rdcman|connection manager|\brdp\b/i;

function numbersIn(line: string, context: boolean): number[] {
  if (line.length > 600 || !/\d{3}/.test(line)) return [];
  const own =
    /\bRDP disconnected!?[^\d\n]{0,12}(\d{3,5})\b/i.exec(line) ??
    /\bprotocol error \(?(\d{3,5})\b/i.exec(line) ??
    /^(?:\[[^\]]{1,80}\] )?Disconnected(?: from \S{1,80}?)?[:.] (?:Reason: )?(\d{3,5}) ?[-–:] \S/i.exec(line.trim());
  const labelled = context
    ? (/^[#\s*-]{0,8}Error code:? (\d{3,5})\.?$/i.exec(line.trim()) ??
      /\bdisconnect(?:ed)? ?(?:reason|code)?:? ?\(?(?:code |reason )?(\d{3,5})\)?(?![\d.:])/i.exec(line))
    : null;
  const number = Number((own ?? labelled)?.[1]);
  return Number.isInteger(number) ? [number] : [];
}

function isKnown(paste: Paste, number: number): boolean {
  return paste.codes.some(row => row.surface === 'mstsc-disconnect' && Number(row.code) === number);
}
