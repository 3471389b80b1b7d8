import { DEFAULT_PORT, isRejection, parseEndpoint } from '../../target/target.ts';
import { afterConnect, networkErrorIn } from '../network-errors.ts';
import type { Observation, Reader, Segment } from '../observation.ts';

/** ssh -L to the RDP port: what its far end says of the host when a client comes through. */
export const sshForward: Reader = {
  id: 'ssh-forward',
  signs: ['ssh '],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste.port)),
};

function readSegment({ command, first, lines }: Segment, wanted: number): readonly Observation[] {
  const forward = command?.tool === 'ssh' ? forwardIn(command.words) : undefined;
  if (forward === undefined || forward.port !== wanted) return [];
  const about = { hosts: [forward.host], port: forward.port };
  const refusals = lines.flatMap((line, i): Observation[] => {
    const why = /^channel \d{1,5}: open failed: connect failed: (.{3,120})$/.exec(line.trim())?.[1];
    const error = why === undefined || line.length > 200 ? undefined : networkErrorIn(why);
    return error === undefined ? [] : [afterConnect(error, { ...about, at: first + i })];
  });
  return [{ question: 'tunnel', answer: 'ssh', at: first }, ...refusals];
}

/** `-L [ADDRESS:]PORT:HOST:PORT`, also written in one word. */
function forwardIn(words: readonly string[]): { readonly host: string; readonly port: number } | undefined {
  const at = words.findIndex(word => /^-[A-Za-z]{0,6}L/.test(word));
  const spec = /^-[A-Za-z]{0,6}L$/.test(words[at] ?? '') ? words[at + 1] : words[at]?.replace(/^-[A-Za-z]{0,6}L/, '');
  const tail = /^(?:\[?[\w.:*-]{0,60}\]?:)?\d{1,5}:(\[[\da-f:.]+\]|[\w.-]{1,253}):(\d{1,5})$/i.exec(spec ?? '');
  const endpoint = tail === null ? undefined : parseEndpoint(`${tail[1]}:${tail[2]}`, DEFAULT_PORT);
  return endpoint === undefined || isRejection(endpoint) ? undefined : endpoint;
}
