import { expect, test } from 'vitest';
import { checkSignature, signAdHoc } from '../../../.tasks/release/mach-o.ts';
import { signatureAt, withoutSignature } from '../../../.tasks/release/pe.ts';

const HEADER = 32;
const SEGMENT = 72;

/** The least that is an executable of macOS: code from `code` on, and its last segment at the end. */
function machO({ code = 0x1000, end = 0x2345 } = {}): Buffer {
  const file = Buffer.alloc(end, 7);
  file.fill(0, 0, code);
  file.writeUInt32LE(0xfeedfacf, 0);
  file.writeUInt32LE(0x0100000c, 4);
  file.writeUInt32LE(2, 16);
  file.writeUInt32LE(2 * SEGMENT + 80, 20);
  const segment = (at: number, name: string, start: number, size: number, sections: number) => {
    file.writeUInt32LE(0x19, at);
    file.writeUInt32LE(SEGMENT + sections * 80, at + 4);
    file.write(name, at + 8, 'latin1');
    file.writeBigUInt64LE(BigInt(start), at + 40);
    file.writeBigUInt64LE(BigInt(size), at + 48);
    file.writeUInt32LE(sections, at + 64);
  };
  segment(HEADER, '__TEXT', 0, 0x2000, 1);
  file.writeUInt32LE(code, HEADER + SEGMENT + 48);
  segment(HEADER + SEGMENT + 80, '__LINKEDIT', 0x2000, end - 0x2000, 0);
  return file;
}

test('mach-o: an unsigned executable → a signature that covers every page of it', () => {
  expect(checkSignature(machO())).toBeUndefined();
  const signed = signAdHoc(machO(), 'reconnect');
  expect(checkSignature(signed)).toEqual({ pages: 3, wrong: 0 });
  // The system maps the last segment, so it must hold the signature.
  const linkEdit = HEADER + SEGMENT + 80;
  expect(Number(signed.readBigUInt64LE(linkEdit + 48))).toBe(signed.length - 0x2000);
});

test.each([
  ['the code', 0x1234],
  ['the load commands', 24],
  ['the last page', 0x2340],
])('mach-o: a byte of %s differs → one page is wrong', (_, at) => {
  const signed = signAdHoc(machO(), 'reconnect');
  signed.writeUInt8((signed[at] ?? 0) ^ 1, at);
  expect(checkSignature(signed)).toEqual({ pages: 3, wrong: 1 });
});

test.each<[name: string, file: () => Buffer, sentence: RegExp]>([
  ['signed already', () => signAdHoc(machO(), 'x'), /signed already/],
  ['full to its first section', () => machO({ code: HEADER + 2 * SEGMENT + 80 + 8 }), /no room/],
  ['longer than its last segment', () => Buffer.concat([machO(), Buffer.alloc(1)]), /not last/],
  ['of another kind', () => Buffer.alloc(64), /no 64-bit/],
])('mach-o: a file that is %s → is refused', (_, file, sentence) => {
  expect(() => signAdHoc(file(), 'reconnect')).toThrow(sentence);
});

/** The least that is a Windows executable, with this many bytes of signature at its end. */
function pe(signature: number): Buffer {
  const file = Buffer.alloc(0x400 + signature, 1);
  file.fill(0, 0, 0x400);
  file.writeUInt32LE(0x80, 0x3c);
  file.write('PE\0\0', 0x80, 'latin1');
  const optional = 0x80 + 24;
  file.writeUInt16LE(0x20b, optional);
  file.writeUInt32LE(0xabcdef, optional + 64);
  file.writeUInt32LE(signature === 0 ? 0 : 0x400, optional + 144);
  file.writeUInt32LE(signature, optional + 148);
  return file;
}

test('pe: a signed executable → its signature and its sum are gone, and nothing else', () => {
  expect(signatureAt(pe(32))).toBe(0x400);
  const bare = withoutSignature(pe(32));
  const expected = pe(0);
  expected.writeUInt32LE(0, 0x80 + 24 + 64);
  expect(bare.equals(expected)).toBe(true);
  expect(withoutSignature(pe(0)).equals(pe(0))).toBe(true);
});

test('pe: a signature that is not at the end → is refused', () => {
  expect(() => withoutSignature(Buffer.concat([pe(32), Buffer.alloc(8)]))).toThrow(/not at the end/);
  expect(() => withoutSignature(Buffer.alloc(512))).toThrow(/no Windows executable/);
});
