import { JOINT_SIGNS } from '../diagnosis/joint-signs.ts';
import type { Path, Place } from '../diagnosis/path.ts';
import type { PlaceState } from '../diagnosis/place-state.ts';

/** One place of the line as plain data: Markdown, HTML and the report's page only dress it. */
export interface LineRow {
  readonly state: PlaceState;
  readonly sign: string;
  readonly place: string;
  /** What is known there: the state, what was seen, the time it took. */
  readonly words: string;
  /** The words of the bracket where it lies over this place; nobody has seen anything there. */
  readonly belief: string;
  /** Behind a break. */
  readonly hangs: boolean;
}

/** The line from device to host as rows, for what has no way to draw it: a report and a terminal. */
export function lineRows({ places, belief }: Path): readonly LineRow[] {
  const broken = places.findIndex(({ state }) => state === 'failed');
  return places.map((place, index) => {
    const isBelieved = belief !== undefined && index >= belief.from && index < belief.from + belief.over;
    return {
      state: place.state,
      sign: JOINT_SIGNS[place.state][0],
      place: place.name,
      words: wordsOf(place),
      belief: isBelieved ? belief.words : '',
      hangs: broken >= 0 && index > broken,
    };
  });
}

function wordsOf({ word, seen, time }: Place): string {
  const said = seen === word || seen === '' ? word : `${word}. ${seen}`;
  return time === '' ? said : `${said}, ${time}`;
}
