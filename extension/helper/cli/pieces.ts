/** What is read piece by piece, with its first bytes known: a pipe can be read only once. */
export interface Pieces {
  readonly start: Uint8Array;
  /** All of it, the first bytes too. */
  readonly all: AsyncIterable<Uint8Array>;
}

/** Waits for the first bytes of a file or of standard input, or for its end. Fails where it cannot be read. */
export async function startPieces(source: AsyncIterable<Uint8Array>, startBytes: number): Promise<Pieces> {
  const rest = source[Symbol.asyncIterator]();
  let start: Uint8Array = new Uint8Array();
  while (start.length < startBytes) {
    const next = await rest.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  return { start, all: joined(start, rest) };
}

async function* joined(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Gives the pieces to a reader that keeps little of them, until they end or `signal` breaks them off. */
export async function readPieces<Reading>(
  { all }: Pieces,
  reader: { push(piece: Uint8Array): void; end(): Reading },
  signal: AbortSignal,
): Promise<Reading> {
  for await (const piece of all) {
    if (signal.aborted) break;
    reader.push(piece);
  }
  return reader.end();
}

/** The bytes, but no more than one piece over the limit: a huge file or an endless device costs nothing. */
export async function bytesAtMost({ all }: Pieces, limitBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of all) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > limitBytes) break;
  }
  return Buffer.concat(pieces);
}
