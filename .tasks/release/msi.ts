/**
 * The summary of a Windows Installer package, which wixl fills with the time and a number of its own making. [MS-OLEPS 2.21],
 * https://learn.microsoft.com/windows/win32/msi/summary-information-stream-property-set
 */
const SUMMARY = Buffer.from('e0859ff2f94f6810ab9108002b27b3d9', 'hex');
const PACKAGE_CODE = 9;
const CREATED = 12;
const LAST_SAVED = 13;
const TEXT = 0x1e;
const TIME = 0x40;
/** Between 1601, when Windows' time begins, and 1970. */
const EPOCH_SECONDS = 11_644_473_600n;

/** The same package with this code and this time in its summary, so that it comes out the same each time. */
export function withSummary(file: Buffer, { code, epoch }: { readonly code: string; readonly epoch: string }): Buffer {
  const at = file.indexOf(SUMMARY);
  if (at === -1 || file.indexOf(SUMMARY, at + 1) !== -1) throw new Error('the package has no summary, or two');
  const fixed = Buffer.from(file);
  // Behind the format's id stands where its values begin, counted from the start of the stream.
  const section = at - 28 + file.readUInt32LE(at + 16);
  const values = new Map<number, number>();
  for (let left = file.readUInt32LE(section + 4), entry = section + 8; left > 0; left--, entry += 8)
    values.set(file.readUInt32LE(entry), section + file.readUInt32LE(entry + 4));
  const place = (id: number, type: number) => {
    const value = values.get(id);
    if (value === undefined || file.readUInt32LE(value) !== type) throw new Error(`the summary has no value ${id}`);
    return value + 4;
  };
  for (const id of [CREATED, LAST_SAVED])
    fixed.writeBigUInt64LE((BigInt(epoch) + EPOCH_SECONDS) * 10_000_000n, place(id, TIME));
  const text = place(PACKAGE_CODE, TEXT);
  const told = Buffer.from(`{${code}}\0`);
  if (file.readUInt32LE(text) !== told.length) throw new Error('the package code has another length');
  told.copy(fixed, text + 4);
  return fixed;
}
