import { type Attempt, attempt, attempts } from '../attempts.ts';
import { networkErrorIn } from '../network-errors.ts';
import type { Reader } from '../observation.ts';

/** curl -v telnet://host:3389, or any curl to the port. */
export const curl: Reader = {
  id: 'curl',
  signs: ['curl', '* connected to', '* connect to', 'failed to connect to'],
  read: paste => attempts(paste, /^curl$/, curlLine),
};

function curlLine(line: string): Attempt | undefined {
  const opened =
    /^\* (?:Connected|Established connection) to (\S{1,253}) \(([0-9a-fA-F.:%]{2,60})(?: port \d{1,5})?\) (?:port |from .{1,80})(\d{0,5})/.exec(
      line,
    );
  if (opened?.[3]) return attempt(opened[1], opened[2], opened[3], 'open');
  const failed =
    /^(?:\* )?(?:curl: \(\d{1,2}\) )?(?:connect to|Failed to connect to) (\S{1,253}) port (\d{1,5})(?: from \S{1,60} port \d{1,5})?(?: after \d{1,9} ms)?(?: failed)?: (.{3,160})$/i.exec(
      line,
    );
  if (failed && networkErrorIn(failed[3] ?? '') !== undefined)
    return attempt(failed[1], undefined, failed[2], failed[3] ?? '');
  if (failed && /^Couldn't connect to server/.test(failed[3] ?? ''))
    return attempt(failed[1], undefined, failed[2], 'closed');
  const numbered = /^curl: \((6|7|28|35|52|56)\) ?(.{0,300})$/.exec(line);
  return numbered ? ofExit(Number(numbered[1]), numbered[2] ?? '') : undefined;
}

/** curl's exit numbers, which no translation touches; the host and the port where its sentence has them. */
function ofExit(exit: number, words: string): Attempt | undefined {
  const to = /\b(?:Failed(?: to)? connect to|Connection to) (\S{1,253}?)(?: port|:) ?(\d{1,5})\b/.exec(words);
  const host = /\bresolve host: (\S{1,253})$/.exec(words)?.[1] ?? to?.[1];
  const outcome = exit === 7 ? (networkErrorIn(words) === undefined ? 'closed' : words) : EXITS[exit];
  return outcome === undefined ? undefined : attempt(host, undefined, to?.[2], outcome);
}

/** 35, 52 and 56 come after the connection was made. */
const EXITS: Readonly<Record<number, string>> = {
  6: 'could not resolve host',
  28: 'timed out',
  35: 'open',
  52: 'open',
  56: 'open',
};
