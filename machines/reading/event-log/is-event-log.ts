const FILE_MAGIC = 'ElfFile\0';

/** Whether a file is a Windows event log, by its first bytes. */
export function isEventLog(bytes: Uint8Array): boolean {
  return startsWith(bytes, FILE_MAGIC);
}

/** Compares one byte with each character: for the ASCII signatures of binary files. */
export function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((character, index) => bytes[index] === character.charCodeAt(0));
}
