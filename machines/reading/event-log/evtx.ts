import { u32le } from '../../rdp/bytes.ts';
import { fileTimeMs } from './binary-value.ts';
import { decodeBinaryXml, type XmlNode } from './binary-xml.ts';
import { startsWith } from './is-event-log.ts';

/** One event of a file. */
export interface LoggedEvent {
  readonly timeMs: number;
  readonly xml: XmlNode;
}

const FILE_HEAD_BYTES = 4_096;
const CHUNK_BYTES = 65_536;
const CHUNK_HEAD_BYTES = 512;
const RECORD_HEAD_BYTES = 24;
const RECORD_MAGIC = 0x00002a2a;
const CHUNK_MAGIC = 'ElfChnk\0';

/**
 * Takes an .evtx file in pieces of any size and gives its events in the order of the file. Chunks stand alone, so that what
 * is damaged or dirty costs no more than itself. Never throws; keeps at most one chunk.
 */
export class EventLogReader {
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  #filled = 0;
  #skip = FILE_HEAD_BYTES;
  /** Events that were there, readable or not. */
  events = 0;

  push(piece: Uint8Array, each: (event: LoggedEvent) => void): void {
    let at = Math.min(this.#skip, piece.length);
    this.#skip -= at;
    while (at < piece.length) {
      const taken = Math.min(CHUNK_BYTES - this.#filled, piece.length - at);
      this.#chunk.set(piece.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      if (this.#filled === CHUNK_BYTES) {
        this.#read(each);
        this.#filled = 0;
      }
    }
  }

  /** A last chunk that is cut is read as far as it goes. */
  end(each: (event: LoggedEvent) => void): 'whole' | 'cut' {
    if (this.#filled === 0) return 'whole';
    this.#chunk.fill(0, this.#filled);
    this.#read(each);
    this.#filled = 0;
    return 'cut';
  }

  #read(each: (event: LoggedEvent) => void): void {
    const chunk = this.#chunk;
    if (!startsWith(chunk, CHUNK_MAGIC)) return;
    let at = CHUNK_HEAD_BYTES;
    while (at + RECORD_HEAD_BYTES < CHUNK_BYTES && u32le(chunk, at) === RECORD_MAGIC) {
      const size = u32le(chunk, at + 4);
      if (size < RECORD_HEAD_BYTES + 4 || at + size > CHUNK_BYTES) return;
      this.events++;
      const xml = decodeBinaryXml(chunk, at + RECORD_HEAD_BYTES, at + size - 4);
      if (xml !== undefined) each({ timeMs: fileTimeMs(chunk, at + 16), xml });
      at += size;
    }
  }
}
