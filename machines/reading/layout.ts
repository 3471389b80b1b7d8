/**
 * What chats, trackers and mail programs do to the lines of a text: an empty line after each, a bullet, a number or a
 * time before each, a wrap at the edge. Undone only where nearly all lines show it.
 */

/** Fewer filled lines show no habit. */
const MIN_LINES = 4;

const PREFIXES: readonly RegExp[] = [
  /^\s{0,12}[-•+*–](?: {1,4}|$)/,
  /^\s{0,6}\d{1,4}[:|.)](?:\s{1,4}|$)/,
  /^\[\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?\](?:\s(?!\[)|$)/,
  // Containers: the time that `docker logs -t` adds, and the name of the service.
  /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{9}Z(?:\s|$)/,
  /^[\w.-]{1,60}-\d{1,3}\s{1,12}\|(?:\s|$)/,
];

/** Takes away empty lines between all others and what stands in front of each; wrapped lines are `unwrapped`'s. */
export function undoLayout(lines: readonly string[]): readonly string[] {
  return dropPrefixes(dropSpacing(lines));
}

/** Every filled line is followed by an empty one. */
function dropSpacing(lines: readonly string[]): readonly string[] {
  const filled = lines.filter(line => line !== '').length;
  const touching = lines.filter((line, i) => line !== '' && (lines[i + 1] ?? '') !== '').length;
  if (filled < MIN_LINES || touching * 12 > filled) return lines;
  return lines.filter((line, i) => line !== '' || (lines[i - 1] ?? '') === '');
}

function dropPrefixes(lines: readonly string[]): readonly string[] {
  const filled = lines.filter(line => line !== '');
  if (filled.length < MIN_LINES) return lines;
  const prefix = PREFIXES.find(pattern => filled.filter(line => pattern.test(line)).length * 10 >= filled.length * 9);
  return prefix === undefined ? lines : lines.map(line => line.replace(prefix, ''));
}

/** Between these widths lines are wrapped: windows, mail, chats. */
const MIN_WIDTH = 36;
const MAX_WIDTH = 132;
/** Longer texts are logs, whose lines are whole. */
const MAX_UNWRAP_LINES = 400;

/**
 * Two guesses at the text before it was wrapped: cut anywhere at the edge, and cut between words. For readers that found
 * nothing in the text as it came.
 */
export function unwrapped(lines: readonly string[]): readonly (readonly string[])[] {
  if (lines.length > MAX_UNWRAP_LINES) return [];
  const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
  if (width < MIN_WIDTH || width > MAX_WIDTH) return [];
  // Blanks at the edge were trimmed with the rest of the line's end.
  const hard = join(
    lines,
    line => line.length >= width - 1,
    (line, next) => `${line.length < width ? `${line} ` : line}${next}`,
  );
  const soft = join(
    lines,
    (line, next) => line.length + 1 + (/^\s{0,20}\S{1,200}/.exec(next)?.[0].trim().length ?? width) > width,
    (line, next) => `${line} ${next.trimStart()}`,
  );
  return [hard, soft].filter(variant => variant.length < lines.length);
}

function join(
  lines: readonly string[],
  wrapped: (line: string, next: string) => boolean,
  glue: (line: string, next: string) => string,
): string[] {
  const joined: string[] = [];
  let open = '';
  lines.forEach((line, i) => {
    const whole = open === '' ? line : glue(open, line);
    const next = lines[i + 1] ?? '';
    if (line !== '' && next !== '' && wrapped(line, next) && whole.length < 2000) {
      open = whole;
    } else {
      joined.push(whole);
      open = '';
    }
  });
  return joined;
}
