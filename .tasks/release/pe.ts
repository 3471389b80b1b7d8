/** Windows executables. https://learn.microsoft.com/windows/win32/debug/pe-format */
const PE32_PLUS = 0x20b;
const CHECKSUM = 64;
const CERTIFICATES = 144;

/**
 * A Windows executable without its signature. Node's would stay in the middle of what is put in behind it: then it is
 * wrong, and no tool signs the file again.
 */
export function withoutSignature(file: Buffer): Buffer {
  const optional = optionalHeaderOf(file);
  const at = file.readUInt32LE(optional + CERTIFICATES);
  const size = file.readUInt32LE(optional + CERTIFICATES + 4);
  if (at === 0) return file;
  if (at + size !== file.length) throw new Error('the signature is not at the end of the file');
  const bare = Buffer.from(file.subarray(0, at));
  bare.writeUInt32LE(0, optional + CERTIFICATES);
  bare.writeUInt32LE(0, optional + CERTIFICATES + 4);
  // Windows reads the sum of drivers only; 0 says that there is none.
  bare.writeUInt32LE(0, optional + CHECKSUM);
  return bare;
}

/** Where the signature begins, or 0 where there is none. */
export function signatureAt(file: Buffer): number {
  return file.readUInt32LE(optionalHeaderOf(file) + CERTIFICATES);
}

function optionalHeaderOf(file: Buffer): number {
  const header = file.readUInt32LE(0x3c);
  if (file.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error('no Windows executable');
  const optional = header + 24;
  if (file.readUInt16LE(optional) !== PE32_PLUS) throw new Error('no 64-bit Windows executable');
  return optional;
}
