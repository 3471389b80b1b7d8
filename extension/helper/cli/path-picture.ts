import type { Belief } from '../../../machines/diagnosis/bracket.ts';
import { JOINT_SIGNS } from '../../../machines/diagnosis/joint-signs.ts';
import type { Path, Place } from '../../../machines/diagnosis/path.ts';
import type { PlaceState } from '../../../machines/diagnosis/place-state.ts';
import { terminalText } from '../safe-text.ts';
import { type Ink, paint, type Style } from './paint.ts';

type Sign = readonly [unicode: string, plain: string, ink: Ink];

const INKS: Readonly<Record<PlaceState, Ink>> = {
  passed: 'passed',
  told: 'passed',
  failed: 'failed',
  maybe: 'unknown',
  running: 'running',
  unknown: 'unknown',
  skipped: 'faint',
  waiting: 'faint',
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

/**
 * The path standing: a line a place, live line thick, what comes after the break hanging loose, a soft bracket before the
 * places where it is believed to break, and the end joined where all of it is clear.
 */
export function standingPath({ places, belief, clear }: StandingPath, style: Style, columns: number): string {
  const broken = places.findIndex(place => place.state === 'failed');
  const seenColumns = Math.max(12, Math.min(SEEN_COLUMNS, columns - OTHER_COLUMNS));
  const lines = places.flatMap((place, index) => {
    const fallen = broken >= 0 && index > broken;
    const indent = fallen ? '    ' : bracketAt(index, belief, style);
    const joint = sign(JOINT_SIGNS[place.state], style);
    const name = place.name.padEnd(NAME_COLUMNS - (fallen ? 2 : 0));
    const seen = fitting(place.seen, place.time === '' ? seenColumns + 8 : seenColumns);
    const words = `${name}${place.time === '' ? seen : seen.padEnd(seenColumns + 1)}${place.time}`.trimEnd();
    const ink = INKS[place.state];
    const whole = place.state === 'failed' || fallen;
    const text = whole ? paint(style, ink, `${joint} ${words}`) : `${paint(style, ink, joint)} ${words}`;
    if (index === 0) return [indent + text];
    const line = LINE[place.state];
    const way =
      index === broken + 1 && broken >= 0
        ? fallingLine(style)
        : betweenAt(index, belief, fallen, style) + paint(style, line[2], sign(line, style));
    return [way.trimEnd(), indent + text];
  });
  const end = clear === true ? [`  ${paint(style, 'passed', sign(['▣', '[=]'], style).trimEnd())}`] : [];
  return `${[...lines, ...end].join('\n')}\n`;
}

/** `clear` only of a path that is finished: a running one has no end yet. */
type StandingPath = Pick<Path, 'places'> & Partial<Pick<Path, 'belief' | 'clear'>>;

/** The bracket before its places: `╭`, `┊`, `╰`, or `(` over one. */
function bracketAt(index: number, belief: Belief | undefined, style: Style): string {
  const last = belief === undefined ? -1 : belief.from + belief.over - 1;
  if (belief === undefined || index < belief.from || index > last) return '  ';
  if (belief.over === 1) return paint(style, 'unknown', '( ');
  const [first, between, end] = style.unicode ? (['╭ ', '┊ ', '╰ '] as const) : (['/ ', ': ', '\\ '] as const);
  return paint(style, 'unknown', index === belief.from ? first : index === last ? end : between);
}

/** On the line that leads to a place the bracket goes on, once it has begun. */
function betweenAt(index: number, belief: Belief | undefined, fallen: boolean, style: Style): string {
  if (fallen) return '    ';
  const within = belief !== undefined && index > belief.from && index < belief.from + belief.over;
  return within ? paint(style, 'unknown', style.unicode ? '┊ ' : ': ') : '  ';
}

/** The path lying, without words: `●━━●━━◆ ╶─○──○`, or `[ok]==[ok]==[X]  --( )--( )`. */
export function lyingPath(places: readonly Pick<Place, 'state'>[], style: Style): string {
  const broken = places.findIndex(place => place.state === 'failed');
  return places
    .map(({ state }, index) => {
      const joint = paint(style, INKS[state], JOINT_SIGNS[state][style.unicode ? 0 : 1]);
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
function sign([unicode, plain]: readonly [unicode: string, plain: string, ink?: Ink], style: Style): string {
  return style.unicode ? unicode : plain.padEnd(4);
}
