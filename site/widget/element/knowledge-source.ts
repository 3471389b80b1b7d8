import type { Knowledge } from '../../../machines/knowledge.ts';
import { type Fields, isRecord } from '../../../machines/schemas/record.ts';

/** Why there is no knowledge: it did not come, or what came is not ours. */
export type KnowledgeFault = 'failed' | 'broken';
export type LoadedKnowledge =
  | { readonly kind: 'knowledge'; readonly source: KnowledgeSource }
  | { readonly kind: 'fault'; readonly fault: KnowledgeFault };

/**
 * What a knowledge file leaves something to: the catalogue, the folder of what dialogs are recognised by, the HTML of
 * words.
 */
export const PARTS = ['codes', 'wordings', 'instructions'] as const;
export type Part = (typeof PARTS)[number];

/** Knowledge as it came, and where the rest of it stands. Every widget of a page that names the same file shares it. */
export interface KnowledgeSource {
  readonly knowledge: Knowledge;
  /** Where links of our content lead: the site that the knowledge came from. */
  readonly base: string | undefined;
  readonly apart: { readonly [P in Part]?: string };
  /** The JSON of an address, asked for once; undefined where it cannot be had, for now. */
  readonly request: (url: string) => Promise<unknown>;
}

const BROKEN = { kind: 'fault', fault: 'broken' } as const;
const FAILED = { kind: 'fault', fault: 'failed' } as const;

/** Beside the widget's folder on the site that serves both. */
const BESIDE = '../knowledge.json';
const here = import.meta.url;

/** A server that goes silent in the middle is given up. */
const DEADLINE_MS = 30_000;

/** The knowledge of a page: each file is requested once, however many widgets want it. A failed one is requested again. */
export class KnowledgeSources {
  readonly #requested = new Map<string, Promise<LoadedKnowledge>>();

  /**
   * Where the knowledge of an element comes from: a property, a `<script type="application/json">` inside it or right
   * after it, the `knowledge` attribute, or the file beside the script. A file is held against `knowledge-integrity`.
   */
  load(element: Element, given: unknown): LoadedKnowledge | Promise<LoadedKnowledge> {
    if (given !== undefined) return checkKnowledge(given, undefined);
    const inline = inlineKnowledge(element);
    if (inline !== undefined) return parseKnowledge(inline, undefined);
    const address = element.getAttribute('knowledge');
    const integrity = element.getAttribute('knowledge-integrity') ?? '';
    const [path, base] = address === null ? [BESIDE, here] : [address, element.baseURI];
    // A browser passes over a hash that it cannot read; who writes one wants the file checked.
    if (!URL.canParse(path, base) || !/^(?:sha(?:256|384|512)-|$)/.test(integrity)) return BROKEN;
    return this.#request(new URL(path, base).href, integrity);
  }

  #request(url: string, integrity: string): Promise<LoadedKnowledge> {
    const key = url + integrity;
    const pending = this.#requested.get(key) ?? requestKnowledge(url, integrity);
    this.#requested.set(key, pending);
    const forget = () => this.#requested.delete(key);
    pending.then(({ kind }) => kind === 'fault' && forget(), forget);
    return pending;
  }
}

function inlineKnowledge(element: Element): string | undefined {
  const near = [...element.children, element.nextElementSibling];
  return near.find(one => one?.matches('script[type="application/json"]'))?.textContent;
}

async function requestKnowledge(url: string, integrity: string): Promise<LoadedKnowledge> {
  const text = await fetch(url, { credentials: 'same-origin', integrity, signal: AbortSignal.timeout(DEADLINE_MS) })
    .then(answer => (answer.ok ? answer.text() : undefined))
    .catch(() => undefined);
  if (text !== undefined) return parseKnowledge(text, url);
  // A browser does not say whether nothing came, or another file than the one of the hash.
  const unchecked = integrity === '' ? FAILED : await requestKnowledge(url, '');
  return unchecked.kind === 'knowledge' ? BROKEN : unchecked;
}

function parseKnowledge(json: string, base: string | undefined): LoadedKnowledge {
  try {
    return checkKnowledge(JSON.parse(json), base);
  } catch {
    return BROKEN;
  }
}

/**
 * Our own build made the file and checked every field; here only a wrong version, a cut-off file or another file
 * altogether is told from it.
 */
function checkKnowledge(value: unknown, base: string | undefined): LoadedKnowledge {
  if (!isKnowledge(value)) return BROKEN;
  const apart = base === undefined ? {} : partsNamedIn({ ...value }, base);
  return { kind: 'knowledge', source: { knowledge: value, base, apart, request: onceEach(requestJson) } };
}

/**
 * Only what was fetched may name more to fetch: an object or a text in the page is all there is. INVARIANT: a file names
 * files of its own origin alone; one that was spoilt sends nobody to the page's own, with the person's cookies.
 */
function partsNamedIn(value: Fields, base: string): KnowledgeSource['apart'] {
  const named = PARTS.flatMap(part => {
    const address = value[part];
    if (typeof address !== 'string' || !URL.canParse(address, base)) return [];
    const { href, origin } = new URL(address, base);
    return origin === new URL(base).origin ? [[part, href]] : [];
  });
  return Object.fromEntries(named);
}

function onceEach(request: KnowledgeSource['request']): KnowledgeSource['request'] {
  const pending = new Map<string, Promise<unknown>>();
  return url => {
    const known = pending.get(url);
    if (known !== undefined) return known;
    const asked = request(url).then(json => {
      if (json === undefined) pending.delete(url);
      return json;
    });
    pending.set(url, asked);
    return asked;
  };
}

async function requestJson(url: string): Promise<unknown> {
  return fetch(url, { credentials: 'same-origin', signal: AbortSignal.timeout(DEADLINE_MS) })
    .then(answer => (answer.ok ? answer.json() : undefined))
    .catch(() => undefined);
}

function isKnowledge(value: unknown): value is Knowledge {
  if (!isRecord(value) || value.version !== 1) return false;
  const { model, words } = value;
  return (
    isRecord(model) &&
    isRecord(model.causes) &&
    isRecord(model.questions) &&
    Array.isArray(model.codes) &&
    isRecord(words) &&
    isRecord(words.questions) &&
    isRecord(words.causes) &&
    isRecord(words.ui)
  );
}
