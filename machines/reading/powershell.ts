/**
 * How PowerShell prints objects: lists (`Name : value`, one property a line) and tables (a line of dashes under the
 * property names). Property names and enum values are the same in every language.
 */

export interface PrintedObject {
  /** Property names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** Index of the object's last line. */
  readonly at: number;
}

/** Objects of Format-List. A property name that comes again begins the next object. */
export function printedLists(lines: readonly string[]): readonly PrintedObject[] {
  const objects: PrintedObject[] = [];
  let fields = new Map<string, string>();
  let at = 0;
  const close = () => {
    if (fields.size > 0) objects.push({ fields, at });
    fields = new Map();
  };
  lines.forEach((line, i) => {
    const match =
      line.length > 400 ? null : /^\s{0,20}([A-Za-z][\w.]{0,40}(?: \(\w{1,10}\))?)\s{0,30}: ?(.{0,300})$/.exec(line);
    if (match === null) return;
    const name = (match[1] ?? '').toLowerCase();
    if (fields.has(name)) close();
    fields.set(name, (match[2] ?? '').trim());
    at = i;
  });
  close();
  return objects;
}

/** Rows of Format-Table: every column begins where its dashes begin, or ends where they end. */
export function printedTables(lines: readonly string[]): readonly PrintedObject[] {
  const objects: PrintedObject[] = [];
  for (let i = 1; i < lines.length; i += 1) {
    const dashes = lines[i] ?? '';
    if (dashes.length > 600 || !/^\s{0,20}-{2,}(?: +-+){0,20}\s*$/.test(dashes)) continue;
    const columns = [...dashes.matchAll(/-+/g)].map(match => ({
      start: match.index,
      end: match.index + match[0].length,
    }));
    const names = columns.map(
      (column, c) =>
        (lines[i - 1] ?? '')
          .slice(columns[c - 1]?.end ?? 0, column.end + 1)
          .trim()
          .split(/\s+/)
          .at(-1) ?? '',
    );
    for (let r = i + 1; r < lines.length && (lines[r] ?? '').trim() !== '' && (lines[r] ?? '').length < 600; r += 1) {
      const fields = rowOf(lines[r] ?? '', columns, names);
      if (fields === undefined) break;
      objects.push({ fields, at: r });
    }
  }
  return objects;
}

function rowOf(
  line: string,
  columns: readonly { start: number; end: number }[],
  names: readonly string[],
): Map<string, string> | undefined {
  const words = [...line.matchAll(/\S+/g)].map(match => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const fields = new Map<string, string>();
  for (const word of words) {
    // A word belongs to the column whose dashes it touches; a wide value may begin between two columns.
    const touching = columns.findIndex(column => word.start < column.end && word.end > column.start);
    const before = columns.findLastIndex(column => column.start <= word.start);
    const column = touching >= 0 ? touching : before;
    const name = names[column]?.toLowerCase();
    if (name === undefined || name === '') return undefined;
    fields.set(name, fields.has(name) ? `${fields.get(name)} ${word.text}` : word.text);
  }
  return fields.size === 0 ? undefined : fields;
}

/** `True` and `False`, as .NET prints them. */
export function truthOf(value: string | undefined): boolean | undefined {
  return value === 'True' ? true : value === 'False' ? false : undefined;
}
