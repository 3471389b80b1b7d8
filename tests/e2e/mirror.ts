/**
 * Where each box, shape and drawn line of a widget stands, as an expression for `Person.sees`. Inline text is left
 * out, and so is a button in a sentence: how words flow is the browser's own business.
 */
export const STANDS = `(() => {
  const edge = $('.root').getBoundingClientRect();
  const px = value => Number.parseFloat(value) || 0;
  const name = element => element.localName + (element.getAttribute('class') === null ? '' : '.' + element.getAttribute('class').trim());
  const way = element => (element.parentElement ? way(element.parentElement) : 1) * (px(getComputedStyle(element).scale) || 1);
  const rows = [];
  const look = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const sides = property => [px(style[property.replace('*', 'Left')]), px(style[property.replace('*', 'Right')])];
    rows.push({
      what: name(element) + pseudo,
      sides: [sides('padding*'), sides('margin*'), sides('border*Width'), ...(style.position === 'absolute' ? [[px(style.left), px(style.right)]] : [])],
      turns: [px(style.rotate), px(/(-?[\\d.]+)px 0px 0px 0px inset/.exec(style.boxShadow)?.[1])],
      drawn: pseudo !== '' && style.backgroundImage !== 'none' && px(style.width) > px(style.height) ? px(style.scale) || 1 : 0,
    });
  };
  for (const element of $$('.root *')) {
    const { display } = getComputedStyle(element);
    if (display === 'none' || element.closest('.unseen')) continue;
    if (!element.closest('svg')) {
      look(element, '');
      for (const pseudo of ['::before', '::after']) {
        const made = getComputedStyle(element, pseudo);
        if (made.content !== 'none' && made.display !== 'none') look(element, pseudo);
      }
    }
    const { left, right, width } = element.getBoundingClientRect();
    if ((display === 'inline' && !element.closest('svg')) || element.matches('.copy-inline')) continue;
    // A sign, such as a tick, is read: its circle stands on the other side, and its shape stays as it is.
    if (width > 0) rows.push({ what: name(element), at: [left - edge.left, edge.right - right], sign: element.matches('.sign, .lit') ? way(element) : 1 });
  }
  return rows;
})()`;

export interface Standing {
  readonly what: string;
  /** From the left edge and from the right one. */
  readonly at?: readonly [number, number];
  readonly sides?: readonly (readonly [number, number])[];
  readonly turns?: readonly number[];
  readonly drawn?: number;
  readonly sign?: number;
}

/** The same seen from the other side. */
export function mirrored(row: Standing): Standing {
  const { at, sides, turns, drawn } = row;
  return {
    ...row,
    ...(at === undefined ? {} : { at: [at[1], at[0]] }),
    ...(sides === undefined ? {} : { sides: sides.map(([left, right]) => [right, left] as const) }),
    ...(turns === undefined ? {} : { turns: turns.map(turn => -turn) }),
    ...(drawn === undefined ? {} : { drawn: -drawn }),
  };
}

/** Rows that differ by more than the rounding of a browser and of its letters, each told in one line. */
export function differences(seen: readonly Standing[], wanted: readonly Standing[]): readonly string[] {
  if (seen.length !== wanted.length) return [`${seen.length} rows, not ${wanted.length}`];
  return seen.flatMap((row, index) => {
    const other = wanted[index];
    const [is, should] = [numbersOf(row), numbersOf(other)];
    const same = row.what === other?.what && is.every((value, at) => Math.abs(value - (should[at] ?? Number.NaN)) < 2);
    return same ? [] : [`${row.what}: ${is} is not ${should}`];
  });
}

const numbersOf = ({ at = [-1, -1], sides = [], turns = [], drawn = 0, sign = 0 }: Partial<Standing> = {}) => [
  ...at,
  ...sides.flat(),
  ...turns,
  drawn,
  sign,
];
