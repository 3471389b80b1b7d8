import type { Deflate } from '../../machines/report/share-link.ts';

/** The browser's own deflate. What comes out of a link that somebody sent is cut off at the limit. */
export const deflateCodec: Deflate = {
  deflate: bytes => collect(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY),
  inflate: (bytes, limit) => collect(bytes, new DecompressionStream('deflate-raw'), limit),
};

async function collect(
  bytes: Uint8Array,
  codec: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(codec).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new RangeError('more came out of the link than a report may have');
    }
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts.map(part => new Uint8Array(part))).arrayBuffer());
}
