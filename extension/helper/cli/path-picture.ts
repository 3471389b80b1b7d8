import type { Place } from '../../../machines/diagnosis/path.ts';
import type { PlaceState } from '../../../machines/diagnosis/place-state.ts';
import { terminalText } from '../safe-text.ts';
import { type Ink, paint, type Style } from './paint.ts';

type Sign = readonly [unicode: string, plain: string, ink: Ink];

const JOINT: Readonly<Record<PlaceState, Sign>> = {
  passed: ['●', '[ok]', 'passed'],
  told: ['◎', '(+)', 'passed'],
  failed: ['◆', '[X]', 'failed'],
  maybe: ['◇', '<?>', 'unknown'],
  running: ['◐', '[..]', 'running'],
  unknown: ['◌', '[?]', 'unknown'],
  skipped: ['○', '( )', 'faint'],
  waiting: ['○', '( )', 'faint'],
};
/** The line that leads to a place, standing. */
const LINE: Readonly<Record<PlaceState, Sign>> = {
  passed: ['┃', '||', 'passed'],
  told: ['║', '||', 'passed'],
  failed: ['┃', '||', 'passed'],
  maybe: ['│', ' |', 'faint'],
  running: ['┃', '||', 'running'],
  unknown: ['┊', ' :', 'unknown'],
  skipped: ['│', ' |', 'faint'],
  waiting: ['│', ' |', 'faint'],
};
const NAME_COLUMNS = 17;
const SEEN_COLUMNS = 40;
/** Indent, joint, name and time: what is left of a line is for what was seen. */
const OTHER_COLUMNS = 2 + 5 + NAME_COLUMNS + 8;

/** The path standing: a line a place, live line thick, and what comes after the break hanging loose. */
export function standingPath(places: readonly Place[], style: Style, columns: number): string {
  const broken = places.findIndex(place => place.state === 'failed');
  const seenColumns = Math.max(12, Math.min(SEEN_COLUMNS, columns - OTHER_COLUMNS));
  const lines = places.flatMap((place, index) => {
    const fallen = broken >= 0 && index > broken;
    const indent = fallen ? '    ' : '  ';
    const joint = sign(JOINT[place.state], style);
    const name = place.name.padEnd(NAME_COLUMNS - (fallen ? 2 : 0));
    const seen = fitting(place.seen, place.time === '' ? seenColumns + 8 : seenColumns);
    const words = `${name}${place.time === '' ? seen : seen.padEnd(seenColumns + 1)}${place.time}`.trimEnd();
    const ink = JOINT[place.state][2];
    const whole = place.state === 'failed' || fallen;
    const text = whole ? paint(style, ink, `${joint} ${words}`) : `${paint(style, ink, joint)} ${words}`;
    if (index === 0) return [indent + text];
    const line = LINE[place.state];
    const way =
      index === broken + 1 && broken >= 0 ? fallingLine(style) : indent + paint(style, line[2], sign(line, style));
    return [way.trimEnd(), indent + text];
  });
  return `${lines.join('\n')}\n`;
}

/** The path lying, without words: `●━━●━━◆ ╶─○──○`, or `[ok]==[ok]==[X]  --( )--( )`. */
export function lyingPath(places: readonly Pick<Place, 'state'>[], style: Style): string {
  const broken = places.findIndex(place => place.state === 'failed');
  return places
    .map(({ state }, index) => {
      const joint = paint(style, JOINT[state][2], style.unicode ? JOINT[state][0] : JOINT[state][1]);
      if (index === 0) return joint;
      if (broken >= 0 && index === broken + 1) return paint(style, 'faint', style.unicode ? ' ╶─' : '  --') + joint;
      const live = (state === 'passed' || state === 'failed') && (broken < 0 || index <= broken);
      const line = style.unicode ? (live ? '━━' : '──') : live ? '==' : '--';
      return paint(style, live ? 'passed' : 'faint', line) + joint;
    })
    .join('');
}

/** As many whole sentences as there is room for; one that is too long by itself is cut. */
function fitting(text: string, columns: number): string {
  const end = text.length > columns ? text.lastIndexOf('. ', columns) : -1;
  return terminalText(end > 0 ? text.slice(0, end) : text, columns);
}

function fallingLine(style: Style): string {
  return paint(style, 'faint', style.unicode ? '   ╲' : '   \\');
}

/** Unicode as it is, plain signs in a column of their own width. */
function sign([unicode, plain]: Sign, style: Style): string {
  return style.unicode ? unicode : plain.padEnd(4);
}
