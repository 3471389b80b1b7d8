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

/** What a token is read in. */
interface Scope {
  readonly elements: OpenElements;
  /** For the gaps of a template. */
  readonly values: readonly BinaryValue[];
  readonly end: number;
  readonly depth: number;
}

/** Elements that are not closed yet below `into`, and the attribute whose value comes next. */
class OpenElements {
  readonly #into: XmlNode;
  readonly #open: XmlNode[] = [];
  #attribute: string | undefined;

  constructor(into: XmlNode) {
    this.#into = into;
  }

  get count(): number {
    return this.#open.length;
  }

  get innermost(): XmlNode {
    return this.#open.at(-1) ?? this.#into;
  }

  open(name: string): void {
    const node = nodeOf(name);
    this.innermost.children.push(node);
    this.#open.push(node);
    this.#attribute = undefined;
  }

  close(): void {
    this.#attribute = undefined;
    this.#open.pop();
  }

  beginAttribute(name: string): void {
    this.#attribute = name;
  }

  endAttribute(): void {
    this.#attribute = undefined;
  }

  put(text: string): void {
    const node = this.innermost;
    if (this.#attribute === undefined) node.text = (node.text + text).slice(0, MAX_TEXT);
    else node.attributes.set(this.#attribute, ((node.attributes.get(this.#attribute) ?? '') + text).slice(0, MAX_TEXT));
  }
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
    const scope: Scope = { elements: new OpenElements(into), values, end, depth };
    let at: number | undefined = from;
    while (at !== undefined && at < end) {
      this.#tokens++;
      if (this.isOverLimit || depth > MAX_DEPTH || scope.elements.count >= MAX_DEPTH) return undefined;
      const byte = this.#chunk[at] ?? 0;
      if ((byte & ~MORE) === TOKEN.end) return at + 1;
      at = this.#token(byte, at + 1, scope);
    }
    return at;
  }

  /** Takes one token whose byte stood before `at`; where the next one is, or `undefined` where there is no sense in it. */
  #token(byte: number, at: number, { elements, values, end, depth }: Scope): number | undefined {
    switch (byte & ~MORE) {
      case TOKEN.fragment:
        return at + 3;
      case TOKEN.open:
        return this.#openElement((byte & MORE) !== 0, at, elements);
      case TOKEN.closeStart:
        elements.endAttribute();
        return at;
      case TOKEN.closeEmpty:
      case TOKEN.closeElement:
        elements.close();
        return at;
      case TOKEN.attribute: {
        const name = this.#name(at);
        elements.beginAttribute(name.text);
        return name.end;
      }
      case TOKEN.value:
        return this.#chunk[at] === STRING ? this.#text(at + 1, elements) : undefined;
      case TOKEN.cdata:
        return this.#text(at, elements);
      case TOKEN.character:
        this.#put(String.fromCharCode(u16le(this.#chunk, at)), elements);
        return at + 2;
      case TOKEN.entity: {
        const name = this.#name(at);
        this.#put(ENTITIES.get(name.text) ?? '', elements);
        return name.end;
      }
      case TOKEN.instructionTarget:
        return this.#name(at).end;
      case TOKEN.instructionData:
        return at + 2 + u16le(this.#chunk, at) * 2;
      case TOKEN.substitution:
      case TOKEN.optionalSubstitution:
        this.#substitute(values[u16le(this.#chunk, at)], elements, depth);
        return at + 3;
      case TOKEN.template:
        return this.#template(at, end, elements.innermost, depth);
      default:
        return undefined;
    }
  }

  #openElement(hasAttributes: boolean, at: number, elements: OpenElements): number {
    const name = this.#name(at + 6);
    this.#characters += name.text.length;
    elements.open(name.text);
    return name.end + (hasAttributes ? 4 : 0);
  }

  /** A text behind its number of characters. */
  #text(at: number, elements: OpenElements): number {
    const bytes = u16le(this.#chunk, at) * 2;
    this.#put(this.#utf16(at + 2, bytes), elements);
    return at + 2 + bytes;
  }

  /** A value in its gap of a template; one of XML has elements of its own. */
  #substitute(value: BinaryValue | undefined, elements: OpenElements, depth: number): void {
    if (value === undefined) return;
    if (value.type !== BINARY_XML) this.#put(valueText(this.#chunk, value), elements);
    else this.read(value.at, value.at + value.length, elements.innermost, [], depth + 1);
  }

  #put(text: string, elements: OpenElements): void {
    this.#characters += text.length;
    elements.put(text);
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
