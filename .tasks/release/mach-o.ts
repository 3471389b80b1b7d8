import { createHash } from 'node:crypto';

/**
 * Signatures of macOS executables: Apple's processors start none without. One that names nobody ("ad hoc") is a list of
 * the hashes of the file's pages. Layout: xnu, osfmk/kern/cs_blobs.h and EXTERNAL_HEADERS/mach-o/loader.h.
 */
const MAGIC_64 = 0xfeedfacf;
const ARM64 = 0x0100000c;
const HEADER = 32;
const SEGMENT = 0x19;
const CODE_SIGNATURE = 0x1d;
const SIGNATURE_COMMAND = 16;

const EMBEDDED_SIGNATURE = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
/** The version of the directory that has the executable segment in it. */
const DIRECTORY_VERSION = 0x20400;
const DIRECTORY_HEADER = 88;
const AD_HOC_BY_LINKER = 0x20002;
const SHA256 = { type: 2, bytes: 32 } as const;
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;

interface Layout {
  readonly commands: number;
  /** Behind the last load command. */
  readonly end: number;
  /** Offset of each segment's load command. */
  readonly segments: ReadonlyMap<string, number>;
  /** Where the first section's bytes begin. */
  readonly firstSection: number;
  /** The load command of the signature. */
  readonly signature: number | undefined;
}

/** The same executable with an ad-hoc signature. Throws where the file is signed already, or has no room for it. */
export function signAdHoc(file: Buffer, identifier: string): Buffer {
  const { commands, end, segments, firstSection, signature } = layoutOf(file);
  const [text, linkEdit] = [segments.get('__TEXT'), segments.get('__LINKEDIT')];
  if (signature !== undefined) throw new Error('the file is signed already');
  if (text === undefined || linkEdit === undefined) throw new Error('a segment is missing');
  if (end + SIGNATURE_COMMAND > firstSection) throw new Error('no room for one more load command');
  const start = Number(file.readBigUInt64LE(linkEdit + 40));
  if (start + Number(file.readBigUInt64LE(linkEdit + 48)) !== file.length) throw new Error('__LINKEDIT is not last');

  const limit = roundUp(file.length, 16);
  const name = Buffer.from(`${identifier}\0`);
  const pages = Math.ceil(limit / PAGE);
  const directoryBytes = DIRECTORY_HEADER + name.length + pages * SHA256.bytes;
  const signatureBytes = roundUp(20 + directoryBytes, 16);
  const signed = Buffer.alloc(limit + signatureBytes);
  file.copy(signed);
  signed.writeUInt32LE(commands + 1, 16);
  signed.writeUInt32LE(end - HEADER + SIGNATURE_COMMAND, 20);
  for (const [index, value] of [CODE_SIGNATURE, SIGNATURE_COMMAND, limit, signatureBytes].entries())
    signed.writeUInt32LE(value, end + index * 4);
  const systemPage = file.readUInt32LE(4) === ARM64 ? 0x4000 : 0x1000;
  signed.writeBigUInt64LE(BigInt(signed.length - start), linkEdit + 48);
  signed.writeBigUInt64LE(BigInt(roundUp(signed.length - start, systemPage)), linkEdit + 32);

  const directory = Buffer.alloc(directoryBytes);
  writeWords(directory, [
    ...[CODE_DIRECTORY, directoryBytes, DIRECTORY_VERSION, AD_HOC_BY_LINKER],
    ...[DIRECTORY_HEADER + name.length, DIRECTORY_HEADER, 0, pages, limit],
  ]);
  directory.set([SHA256.bytes, SHA256.type, 0, PAGE_BITS], 36);
  file.copy(directory, 64, text + 40, text + 56);
  // Behind offset and size of __TEXT, which are of the other byte order: it is the main executable.
  directory.subarray(64, 72).reverse();
  directory.subarray(72, 80).reverse();
  directory.writeBigUInt64BE(1n, 80);
  name.copy(directory, DIRECTORY_HEADER);
  for (let page = 0; page < pages; page++)
    hashPage(signed, page, limit).copy(directory, DIRECTORY_HEADER + name.length + page * SHA256.bytes);
  writeWords(signed.subarray(limit), [EMBEDDED_SIGNATURE, 20 + directoryBytes, 1, 0, 20]);
  directory.copy(signed, limit + 20);
  return signed;
}

/** How many pages the signature covers and how many of them differ from it; none where there is no signature. */
export function checkSignature(file: Buffer): { readonly pages: number; readonly wrong: number } | undefined {
  const { signature } = layoutOf(file);
  if (signature === undefined) return undefined;
  const start = file.readUInt32LE(signature + 8);
  const counts = { pages: 0, wrong: 0 };
  for (let blob = 0; blob < file.readUInt32BE(start + 8); blob++) {
    const at = start + file.readUInt32BE(start + 16 + blob * 8);
    if (file.readUInt32BE(at) !== CODE_DIRECTORY || file[at + 37] !== SHA256.type || file[at + 39] !== PAGE_BITS)
      continue;
    const [hashes, pages, limit] = [16, 28, 32].map(offset => file.readUInt32BE(at + offset));
    if (hashes === undefined || pages === undefined || limit === undefined) continue;
    for (let page = 0; page < pages; page++) {
      const kept = file.subarray(at + hashes + page * SHA256.bytes, at + hashes + (page + 1) * SHA256.bytes);
      counts.pages++;
      if (!hashPage(file, page, limit).equals(kept)) counts.wrong++;
    }
  }
  return counts;
}

function hashPage(file: Buffer, page: number, limit: number): Buffer {
  const bytes = file.subarray(page * PAGE, Math.min((page + 1) * PAGE, limit));
  return createHash('sha256').update(bytes).digest();
}

function layoutOf(file: Buffer): Layout {
  if (file.readUInt32LE(0) !== MAGIC_64) throw new Error('no 64-bit executable of macOS');
  const commands = file.readUInt32LE(16);
  const segments = new Map<string, number>();
  let signature: number | undefined;
  let firstSection = file.length;
  let at = HEADER;
  for (let left = commands; left > 0; left--) {
    const kind = file.readUInt32LE(at);
    if (kind === CODE_SIGNATURE) signature = at;
    if (kind === SEGMENT) {
      segments.set(file.toString('latin1', at + 8, at + 24).replace(/\0+$/, ''), at);
      for (let section = at + 72; section < at + 72 + file.readUInt32LE(at + 64) * 80; section += 80)
        firstSection = Math.min(firstSection, file.readUInt32LE(section + 48) || file.length);
    }
    at += file.readUInt32LE(at + 4);
  }
  return { commands, end: at, segments, firstSection, signature };
}

function writeWords(into: Buffer, words: readonly number[]): void {
  for (const [index, word] of words.entries()) into.writeUInt32BE(word, index * 4);
}

const roundUp = (size: number, to: number) => Math.ceil(size / to) * to;
