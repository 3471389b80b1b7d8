import type { Knowledge } from '../knowledge.ts';
import type { Stop } from '../vocabulary.ts';
import type { Path, Place } from './path.ts';
import { say } from './words.ts';

/** The line once the person is in: whole, whatever was known of it before. */
export function joinedPath(path: Path, mended: Stop | undefined, knowledge: Knowledge): Path {
  const { belief: _over, ...rest } = path;
  const word = say(knowledge, 'state.joined');
  const places = path.places.map(({ tap: _settled, ...place }): Place => {
    const seen = place.state === 'passed' || place.state === 'told' ? place.seen : word;
    return { ...place, state: 'passed', word, seen };
  });
  const sentence = say(knowledge, 'path.joined');
  return { ...rest, places, clear: true, sentence, ...(mended === undefined ? {} : { mended }) };
}
