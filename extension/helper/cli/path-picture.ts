import { formatElapsed } from '../../../machines/report/elapsed.ts';
import { type Ink, paint, type Style } from './paint.ts';
import type { Place, PlaceState } from './places.ts';

/** A place with the words about what was seen there. */
export interface SeenPlace extends Place {
  readonly seen: string;
}

const JOINT: Readonly<Record<PlaceState, readonly [unicode: string, plain: string, ink: Ink]>> = {
  passed: ['●', '[ok]', 'passed'],
  failed: ['◆', '[X]', 'failed'],
  running: ['◐', '[..]', 'running'],
  unknown: ['◌', '[?]', 'unknown'],
  skipped: ['○', '( )', 'faint'],
  waiting: ['○', '( )', 'faint'],
};
const LINE: Readonly<Record<PlaceState, readonly [unicode: string, plain: string, ink: Ink]>> = {
  passed: ['┃', '|', 'passed'],
  failed: ['┃', '|', 'passed'],
  running: ['┃', '|', 'running'],
  unknown: ['┊', ':', 'unknown'],
  skipped: ['│', ' ', 'faint'],
  waiting: ['│', ' ', 'faint'],
};
const NAME_COLUMNS = 17;
const SEEN_COLUMNS = 34;

/** The path standing: one line a place, the live line thick, and the rest hanging loose after the break. */
export function standingPath(places: readonly SeenPlace[], style: Style): string {
  const at = style.unicode ? 0 : 1;
  const broken = places.findIndex(place => place.state === 'failed');
  const lines: string[] = [];
  places.forEach((place, index) => {
    const fallen = broken >= 0 && index > broken;
    const indent = fallen && style.unicode ? '    ' : '  ';
    if (index > 0 && style.unicode) {
      const [line, , ink] = LINE[place.state];
      lines.push(
        index === broken + 1 && broken >= 0 ? paint(style, 'faint', '   ╲') : `${indent}${paint(style, ink, line)}`,
      );
    }
    const [unicode, plain, ink] = JOINT[place.state];
    const joint = at === 0 ? unicode : plain.padEnd(4);
    const whole = place.state === 'failed' || fallen;
    const name = place.name.padEnd(NAME_COLUMNS - (fallen && style.unicode ? 2 : 0));
    const time = place.elapsedMs === undefined ? '' : formatElapsed(place.elapsedMs);
    const text = `${name}${place.seen.padEnd(SEEN_COLUMNS)}${time}`.trimEnd();
    lines.push(indent + (whole ? paint(style, ink, `${joint} ${text}`) : `${paint(style, ink, joint)} ${text}`));
  });
  return `${lines.join('\n')}\n`;
}

/** The path lying, without words: `●━━●━━◆ ╶─○──○`, and `[ok]==[ok]==[X]  --( )--( )` without Unicode. */
export function lyingPath(places: readonly Place[], style: Style): string {
  const at = style.unicode ? 0 : 1;
  let text = '';
  let loose = false;
  for (const [index, { state }] of places.entries()) {
    const [unicode, plain, ink] = JOINT[state];
    if (index > 0) {
      const live = state === 'passed' || state === 'failed';
      const afterBreak = places[index - 1]?.state === 'failed';
      const line = live && !loose ? ['━━', '=='] : afterBreak ? [' ╶─', '  --'] : ['──', '--'];
      text += paint(style, live && !loose ? 'passed' : 'faint', line[at] ?? '');
    }
    text += paint(style, ink, at === 0 ? unicode : plain);
    loose ||= state === 'failed';
  }
  return text;
}
