import { u16le, u32le } from '../../rdp/bytes.ts';
import { type BinaryValue, valueText } from './binary-value.ts';

/** One element of an event, as far as anybody asks for it. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlNode[];
  text: string;
}

/** Tokens of binary XML, [MS-EVEN6 2.2.12]; the bit 0x40 says that more follows. */
const TOKEN = {
  end: 0x00,
  open: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  closeElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  character: 0x08,
  entity: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  template: 0x0c,
  substitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragment: 0x0f,
} as const;
const MORE = 0x40;
const STRING = 0x01;
const BINARY_XML = 0x21;

/** No event of Windows comes near these; a hostile one ends there. */
const MAX_DEPTH = 24;
const MAX_TOKENS = 20_000;
const MAX_TEXT = 4_096;
/** Windows writes no event of more than 64 KB; a template can repeat one value far beyond that. */
const MAX_EVENT_CHARACTERS = 32_768;
const MAX_VALUES = 512;
const MAX_NAME = 256;

/** The root element of the event whose binary XML begins at `at` of a chunk; undefined where it makes no sense. */
export function decodeBinaryXml(chunk: Uint8Array, at: number, end: number): XmlNode | undefined {
  const reader = new XmlReader(chunk);
  const root = nodeOf('');
  reader.read(at, Math.min(end, chunk.length), root, [], 0);
  return reader.isOverLimit ? undefined : root.children[0];
}

function nodeOf(name: string): XmlNode {
  return { name, attributes: new Map(), children: [], text: '' };
}

class XmlReader {
  readonly #chunk: Uint8Array;
  #tokens = 0;
  #characters = 0;

  constructor(chunk: Uint8Array) {
    this.#chunk = chunk;
  }

  get isOverLimit(): boolean {
    return this.#tokens > MAX_TOKENS || this.#characters > MAX_EVENT_CHARACTERS;
  }

  /** Reads tokens into `into` until they end; where that is, or `undefined` where they broke off. */
  read(from: number, end: number, into: XmlNode, values: readonly BinaryValue[], depth: number): number | undefined {
    let at = from;
    // Elements that are open, the innermost last; and the attribute whose value comes next.
    const open: XmlNode[] = [into];
    let attribute: string | undefined;
    const put = (text: string) => {
      this.#characters += text.length;
      const node = open.at(-1) ?? into;
      if (attribute === undefined) node.text = (node.text + text).slice(0, MAX_TEXT);
      else node.attributes.set(attribute, ((node.attributes.get(attribute) ?? '') + text).slice(0, MAX_TEXT));
    };
    while (at < end) {
      this.#tokens++;
      if (this.isOverLimit || depth > MAX_DEPTH || open.length > MAX_DEPTH) return undefined;
      const byte = this.#chunk[at] ?? 0;
      const token = byte & ~MORE;
      at++;
      switch (token) {
        case TOKEN.end:
          return at;
        case TOKEN.fragment:
          at += 3;
          break;
        case TOKEN.open: {
          const name = this.#name(at + 6);
          this.#characters += name.text.length;
          const node = nodeOf(name.text);
          (open.at(-1) ?? into).children.push(node);
          open.push(node);
          attribute = undefined;
          at = name.end + ((byte & MORE) === 0 ? 0 : 4);
          break;
        }
        case TOKEN.closeStart:
          attribute = undefined;
          break;
        case TOKEN.closeEmpty:
        case TOKEN.closeElement:
          attribute = undefined;
          if (open.length > 1) open.pop();
          break;
        case TOKEN.attribute: {
          const name = this.#name(at);
          attribute = name.text;
          at = name.end;
          break;
        }
        case TOKEN.value: {
          if (this.#chunk[at] !== STRING) return undefined;
          const length = u16le(this.#chunk, at + 1) * 2;
          put(this.#utf16(at + 3, length));
          at += 3 + length;
          break;
        }
        case TOKEN.cdata:
        case TOKEN.instructionData: {
          const length = u16le(this.#chunk, at) * 2;
          if (token === TOKEN.cdata) put(this.#utf16(at + 2, length));
          at += 2 + length;
          break;
        }
        case TOKEN.character:
          put(String.fromCharCode(u16le(this.#chunk, at)));
          at += 2;
          break;
        case TOKEN.entity: {
          const name = this.#name(at);
          put(ENTITIES.get(name.text) ?? '');
          at = name.end;
          break;
        }
        case TOKEN.instructionTarget:
          at = this.#name(at).end;
          break;
        case TOKEN.substitution:
        case TOKEN.optionalSubstitution: {
          const value = values[u16le(this.#chunk, at)];
          at += 3;
          if (value === undefined) break;
          if (value.type !== BINARY_XML) put(valueText(this.#chunk, value));
          else this.read(value.at, value.at + value.length, open.at(-1) ?? into, [], depth + 1);
          break;
        }
        case TOKEN.template: {
          const next = this.#template(at, end, open.at(-1) ?? into, depth);
          if (next === undefined) return undefined;
          at = next;
          break;
        }
        default:
          return undefined;
      }
    }
    return at;
  }

  /** A template and the values for its gaps. The template stands here the first time, elsewhere in the chunk after that. */
  #template(from: number, end: number, into: XmlNode, depth: number): number | undefined {
    const definition = u32le(this.#chunk, from + 5);
    let at = from + 9;
    if (definition === at) at += 24 + u32le(this.#chunk, definition + 20);
    const count = u32le(this.#chunk, at);
    at += 4;
    if (count > MAX_VALUES || at + count * 4 > end) return undefined;
    const values: BinaryValue[] = [];
    let data = at + count * 4;
    for (let index = 0; index < count; index++) {
      const length = u16le(this.#chunk, at + index * 4);
      values.push({ type: this.#chunk[at + index * 4 + 2] ?? 0, at: data, length });
      data += length;
    }
    if (data > end) return undefined;
    const body = definition + 24;
    const size = u32le(this.#chunk, definition + 20);
    if (body + size > this.#chunk.length) return undefined;
    return this.read(body, body + size, into, values, depth + 1) === undefined ? undefined : data;
  }

  /** A name by its place in the chunk; where it stands right here, what follows begins behind it. */
  #name(at: number): { readonly text: string; readonly end: number } {
    const offset = u32le(this.#chunk, at);
    const length = Math.min(MAX_NAME, u16le(this.#chunk, offset + 6));
    const text = this.#utf16(offset + 8, length * 2);
    return { text, end: offset === at + 4 ? at + 4 + 8 + length * 2 + 2 : at + 4 };
  }

  #utf16(at: number, bytes: number): string {
    return valueText(this.#chunk, { type: STRING, at, length: Math.min(bytes, MAX_TEXT * 2) });
  }
}

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
);
