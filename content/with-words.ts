/** Content that cannot be used: one line a fault, with file, field, what was expected and what came. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
}

/**
 * Rows of the model, each with its words in one language. A row without words is a fault, and so are words without a row:
 * the error names every one of them with the file of that language.
 */
export function withWords<Row, Words extends object>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  words: Readonly<Record<string, Words>>,
  file: string,
): readonly (Row & Words)[] {
  const ids = new Set(rows.map(idOf));
  const faults = [
    ...[...ids].filter(id => !Object.hasOwn(words, id)).map(id => `${file}: ${id}: expected its words, got nothing`),
    ...Object.keys(words)
      .filter(id => !ids.has(id))
      .map(id => `${file}: ${id}: expected words of a row that is there`),
  ];
  if (faults.length > 0) throw new ContentError(faults.join('\n'));
  return rows.flatMap(row => {
    const found = words[idOf(row)];
    return found === undefined ? [] : [{ ...row, ...found }];
  });
}
