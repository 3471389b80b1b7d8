/** One target of a list: the line that it stands on, and what stands there. */
export interface TargetLine {
  readonly line: number;
  readonly text: string;
}

/** A host's name has 253 characters; an `mstsc` line or a path of an .rdp file some more. */
const MAX_LINE = 4096;

/**
 * The lines of a list as they come, neither empty nor comments, in batches of what arrived at once. Holds one line and one
 * chunk, however long the list is. `undefined` in the place of a batch where a line is endless: then the list is no list.
 */
export async function* targetLines(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly TargetLine[] | undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let line = 0;
  const batchOf = (lines: readonly string[]) =>
    lines.flatMap(text => {
      line++;
      return text.trim() === '' || text.startsWith('#') ? [] : [{ line, text }];
    });
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE || lines.some(text => text.length > MAX_LINE)) {
      yield undefined;
      return;
    }
    const batch = batchOf(lines);
    if (batch.length > 0) yield batch;
  }
  const last = batchOf([rest + decoder.decode()]);
  if (last.length > 0) yield last;
}
