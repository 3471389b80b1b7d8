import { u32le } from '../rdp/bytes.ts';

export type Endian = 'big' | 'little';

/** The kind of a section's block, with which every .pcapng begins; it reads the same in both byte orders. */
export const SECTION = 0x0a0d0d0a;

/** What kind of capture file begins with these bytes, if any: .pcap in either byte order and resolution, or .pcapng. */
export function captureKindOf(bytes: Uint8Array): 'pcap' | 'pcapng' | undefined {
  if (bytes.length < 4) return undefined;
  const magic = u32le(bytes, 0);
  if (magic === SECTION) return 'pcapng';
  return PCAP_MAGIC.has(magic) ? 'pcap' : undefined;
}

/** Magic as read in little-endian, [draft-ietf-opsawg-pcap 4]. The third kind is Kuznetzov's, with eight bytes more a record. */
export const PCAP_MAGIC: ReadonlyMap<
  number,
  { readonly endian: Endian; readonly units: number; readonly extra: number }
> = new Map([
  [0xa1b2c3d4, { endian: 'little', units: 1e6, extra: 0 }],
  [0xd4c3b2a1, { endian: 'big', units: 1e6, extra: 0 }],
  [0xa1b23c4d, { endian: 'little', units: 1e9, extra: 0 }],
  [0x4d3cb2a1, { endian: 'big', units: 1e9, extra: 0 }],
  [0xa1b2cd34, { endian: 'little', units: 1e6, extra: 8 }],
  [0x34cdb2a1, { endian: 'big', units: 1e6, extra: 8 }],
]);
