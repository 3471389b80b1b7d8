import { entryOf } from '../../../machines/codes/entry.ts';
import { parseWordings, withWordings } from '../../../machines/codes/with-wordings.ts';
import type { Knowledge, Model } from '../../../machines/knowledge.ts';
import { codesPartOf } from '../lazy/code-shard.ts';

/** Why there is no knowledge: it did not come, or what came is not ours. */
export type KnowledgeFault = 'failed' | 'broken';
export type LoadedKnowledge =
  | { readonly kind: 'knowledge'; readonly knowledge: Knowledge; readonly base: string | undefined }
  | { readonly kind: 'fault'; readonly fault: KnowledgeFault };

const BROKEN = { kind: 'fault', fault: 'broken' } as const;
const FAILED = { kind: 'fault', fault: 'failed' } as const;

/** Beside the widget's folder on the site that serves both. */
const BESIDE = '../knowledge.json';
const here = import.meta.url;

/** A server that goes silent in the middle is given up. */
const DEADLINE_MS = 30_000;

/** One request a page, however many widgets it has. A failed one is asked again. */
const requested = new Map<string, Promise<LoadedKnowledge>>();

/**
 * Where the knowledge comes from: a property, a `<script type="application/json">` inside the element or right after
 * it, the `knowledge` attribute, or the file beside the script. A file is held against `knowledge-integrity`.
 */
export function loadKnowledge(element: Element, given: unknown): LoadedKnowledge | Promise<LoadedKnowledge> {
  if (given !== undefined) return checkKnowledge(given, undefined);
  const inline = inlineKnowledge(element);
  if (inline !== undefined) return parseKnowledge(inline, undefined);
  const address = element.getAttribute('knowledge');
  const integrity = element.getAttribute('knowledge-integrity') ?? '';
  const [path, base] = address === null ? [BESIDE, here] : [address, element.baseURI];
  // A browser passes over a hash that it cannot read; who writes one wants the file checked.
  if (!URL.canParse(path, base) || !/^(?:sha(?:256|384|512)-|$)/.test(integrity)) return BROKEN;
  const { href } = new URL(path, base);
  const key = href + integrity;
  const pending = requested.get(key) ?? requestKnowledge(href, integrity);
  requested.set(key, pending);
  pending.then(
    ({ kind }) => kind === 'fault' && requested.delete(key),
    () => requested.delete(key),
  );
  return pending;
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
  const codes: unknown = Reflect.get(value, 'codes');
  if (typeof codes === 'string' && base !== undefined) codesToCome.set(value.model, new URL(codes, base).href);
  const wordings: unknown = Reflect.get(value, 'wordings');
  if (typeof wordings === 'string' && base !== undefined) wordingsToCome.set(value.model, new URL(wordings, base).href);
  return { kind: 'knowledge', knowledge: value, base };
}

/** Models whose catalogue of codes stands in files of its own, on our own site, and is not here yet. */
const codesToCome = new Map<Model, string>();
/** Models whose messages have only their titles so far: what dialogs are recognised by is needed once somebody types. */
const wordingsToCome = new Map<Model, string>();
let bringing: Promise<unknown> | undefined;

export const codesAreHere = (): boolean => codesToCome.size === 0 && wordingsToCome.size === 0;

/** Before a code is looked up. False where the catalogue cannot be had, for now. */
export async function bringCodes(): Promise<boolean> {
  bringing ??= Promise.all([...[...codesToCome].map(fillIn), ...[...wordingsToCome].map(fillInWordings)]).finally(
    () => {
      bringing = undefined;
    },
  );
  await bringing;
  return codesAreHere();
}

/** Before a code is used that has its id: only the part of the catalogue that holds it, unless it is written otherwise there. */
export async function bringCode(model: Model, id: string): Promise<void> {
  const url = codesToCome.get(model);
  if (url === undefined || entryOf(model.codes, id) !== undefined) return;
  const part = await requestCodes(url.replace(/\.json$/, `/${codesPartOf(id)}.json`));
  if (part !== undefined && codesToCome.has(model)) Reflect.set(model, 'codes', [...model.codes, ...part]);
  if (entryOf(model.codes, id) === undefined) await bringCodes();
}

async function fillIn([model, url]: readonly [Model, string]): Promise<void> {
  const codes = await requestCodes(url);
  if (codes !== undefined && Reflect.set(model, 'codes', codes)) codesToCome.delete(model);
}

/** A page's policy can forbid the file: then codes are known all the same, and dialogs by their titles. */
async function fillInWordings([model, url]: readonly [Model, string]): Promise<void> {
  const wordings = parseWordings(await requestJson(url));
  wordingsToCome.delete(model);
  Reflect.set(model, 'codes', withWordings(model.codes, wordings));
}

async function requestCodes(url: string): Promise<Model['codes'] | undefined> {
  const codes: unknown = await requestJson(url);
  return Array.isArray(codes) ? codes : undefined;
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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
