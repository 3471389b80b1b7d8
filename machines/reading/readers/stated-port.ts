import type { Observation, Paste, Reader } from '../observation.ts';

/**
 * What a scan or a test found, told in a sentence: "port 3389 is closed". Only a plain statement that names the port
 * counts, in a text that speaks of a test; a question, a wish or a condition is none.
 */
export const statedPort: Reader = {
  id: 'stated-port',
  signs: ['port '],
  read: paste =>
    paste.text.length > MAX_LENGTH || !TESTED.test(paste.text)
      ? []
      : paste.lines.flatMap((line, at) => readLine(line, at, paste)),
};

/** What a person writes; longer texts are articles and logs. */
const MAX_LENGTH = 2000;
/** Without a test it is what somebody set, or hopes. */
const TESTED = /\b(?:nmap|telnet|scan\w{0,6}|test\w{0,4}|check\w{0,3}|canyouseeme|portqry|netcat|nc|tnc|probe\w?)\b/i;
const STATEMENT =
  /\bport (\d{2,5})(?: \(?(?:rdp|tcp)\)?)? (?:is|was|shows(?: up)? as|is shown as|seems(?: to be)?|appears(?: to be)?|comes back)(?: (?:also|still|actually|completely|reported(?: as)?))? (closed|open|filtered|not open|refused)\b(?! (?:by|on|for|in|to) (?:default|design))/gi;
const UNSURE =
  /(?:^|[.!?:]\s{0,4}|\bplease |\bto )check [^.!?\n]{0,40}$|\b(?:if|whether|when|unless|until|make sure|ensure|verify|confirm|(?:check|see) (?:that|if|whether)|should|must|need|assum\w+|suppos\w+|is it|maybe|perhaps)\b[^.!?\n]{0,60}$/i;

function readLine(line: string, at: number, paste: Paste): Observation[] {
  if (line.length > 1000) return [];
  return [...line.matchAll(STATEMENT)].flatMap((match): Observation[] => {
    const port = Number(match[1]);
    const before = line.slice(Math.max(0, match.index - 120), match.index);
    const asked = /^[^.!\n]{0,40}\?/.test(line.slice(match.index + match[0].length));
    if (port !== paste.port || asked || UNSURE.test(before)) return [];
    return [{ question: 'port', answer: /^open$/i.test(match[2] ?? '') ? 'open' : 'closed', at, port }];
  });
}
