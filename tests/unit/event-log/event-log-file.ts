/** What a test writes into an event log. */
export interface WrittenEvent {
  readonly provider: string;
  readonly channel?: string;
  readonly id: number;
  readonly timeMs: number;
  readonly data?: Readonly<Record<string, string | number>>;
  /** How often the template fills in the same data. */
  readonly times?: number;
}

const CHUNK_BYTES = 65_536;
const TYPE = { string: 1, uint16: 6, uint32: 8, fileTime: 17 } as const;
const FILETIME_EPOCH_MS = 11_644_473_600_000;

/** An .evtx file as Windows writes it: one template a chunk, which every event of one kind fills anew. */
export function eventLogOf(events: readonly WrittenEvent[], perChunk = 50): Uint8Array {
  const head = Buffer.alloc(4_096);
  head.write('ElfFile\0', 0, 'latin1');
  const chunks: Buffer[] = [];
  for (let at = 0; at < events.length; at += perChunk) chunks.push(chunkOf(events.slice(at, at + perChunk), at + 1));
  return Uint8Array.from(Buffer.concat([head, ...chunks]));
}

function chunkOf(events: readonly WrittenEvent[], firstId: number): Buffer {
  const chunk = new Writer();
  chunk.text8('ElfChnk\0');
  chunk.zeros(512 - 8);
  // By the names of their data: where each kind's template stands.
  const templates = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const start = chunk.length;
    chunk
      .u32(0x2a2a)
      .u32(0)
      .u64(firstId + index)
      .fileTime(event.timeMs);
    chunk.u8(0x0f, 1, 1, 0);
    const names = Object.keys(event.data ?? {});
    const key = `${event.times} ${names}`;
    const known = templates.get(key);
    chunk.u8(0x0c, 1).u32(7);
    chunk.u32(known ?? chunk.length + 4);
    if (known === undefined) {
      templates.set(key, chunk.length);
      chunk.u32(0).zeros(16);
      const size = chunk.length;
      chunk.u32(0);
      writeTemplate(chunk, names, event.times);
      chunk.patch32(size, chunk.length - size - 4);
    }
    writeValues(chunk, event);
    chunk.u8(0);
    chunk.u32(chunk.length - start + 4);
    chunk.patch32(start + 4, chunk.length - start);
  }
  return Buffer.concat([chunk.bytes, Buffer.alloc(CHUNK_BYTES - chunk.length)]);
}

/** <Event><System><Provider Name=…/><EventID>…</EventID><TimeCreated SystemTime=…/><Channel>…</Channel></System><EventData>… */
function writeTemplate(out: Writer, names: readonly string[], times = 1): void {
  const leaf = (name: string, value: number, type: number) => {
    out.open(name).u8(0x02).gap(value, type).u8(0x04);
  };
  const withAttribute = (name: string, attribute: string, value: number, type: number) => {
    out.open(name, true).attribute(attribute).gap(value, type).u8(0x03);
  };
  out.u8(0x0f, 1, 1, 0);
  out.open('Event').u8(0x02);
  out.open('System').u8(0x02);
  withAttribute('Provider', 'Name', 0, TYPE.string);
  leaf('EventID', 1, TYPE.uint16);
  withAttribute('TimeCreated', 'SystemTime', 2, TYPE.fileTime);
  leaf('Channel', 3, TYPE.string);
  out.u8(0x04);
  out.open('EventData').u8(0x02);
  for (let time = 0; time < times; time++)
    for (const [index, name] of names.entries()) {
      out.open('Data', true).attribute('Name').value(name).u8(0x02);
      out.gap(4 + index, TYPE.string).u8(0x04);
    }
  out.u8(0x04, 0x04, 0x00);
}

function writeValues(out: Writer, { provider, id, timeMs, channel = '', data = {} }: WrittenEvent): void {
  const values: (readonly [type: number, bytes: Buffer])[] = [
    [TYPE.string, Buffer.from(provider, 'utf16le')],
    [TYPE.uint16, Buffer.from([id & 0xff, id >> 8])],
    [TYPE.fileTime, new Writer().fileTime(timeMs).bytes],
    [TYPE.string, Buffer.from(channel, 'utf16le')],
    ...Object.values(data).map(value =>
      typeof value === 'number'
        ? ([TYPE.uint32, new Writer().u32(value).bytes] as const)
        : ([TYPE.string, Buffer.from(value, 'utf16le')] as const),
    ),
  ];
  out.u32(values.length);
  for (const [type, bytes] of values) out.u8(bytes.length & 0xff, bytes.length >> 8, type, 0);
  for (const [, bytes] of values) out.raw(bytes);
}

class Writer {
  #parts: number[] = [];

  get length(): number {
    return this.#parts.length;
  }

  get bytes(): Buffer {
    return Buffer.from(this.#parts);
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(...bytes);
    return this;
  }

  u8(...bytes: readonly number[]): this {
    this.#parts.push(...bytes);
    return this;
  }

  u16(number: number): this {
    return this.u8(number & 0xff, number >> 8);
  }

  u32(number: number): this {
    return this.u16(number & 0xffff).u16(number >>> 16);
  }

  u64(number: number): this {
    return this.u32((number % 2 ** 32) >>> 0).u32(Math.floor(number / 2 ** 32));
  }

  fileTime(ms: number): this {
    return this.u64((ms + FILETIME_EPOCH_MS) * 10_000);
  }

  zeros(count: number): this {
    for (let at = 0; at < count; at++) this.#parts.push(0);
    return this;
  }

  text8(text: string): this {
    return this.raw(Buffer.from(text, 'latin1'));
  }

  patch32(at: number, number: number): void {
    this.#parts.splice(at, 4, ...new Writer().u32(number).bytes);
  }

  /** A name that stands where it is used. */
  name(text: string): this {
    return this.u32(this.length + 4)
      .u32(0)
      .u16(0)
      .u16(text.length)
      .raw(Buffer.from(text, 'utf16le'))
      .u16(0);
  }

  open(name: string, hasAttributes = false): this {
    this.u8(hasAttributes ? 0x41 : 0x01)
      .u16(0xffff)
      .u32(0)
      .name(name);
    return hasAttributes ? this.u32(0) : this;
  }

  attribute(name: string): this {
    return this.u8(0x06).name(name);
  }

  value(text: string): this {
    return this.u8(0x05, 1).u16(text.length).raw(Buffer.from(text, 'utf16le'));
  }

  gap(index: number, type: number): this {
    return this.u8(0x0d).u16(index).u8(type);
  }
}
