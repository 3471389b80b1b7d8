import { LIMITS } from './limits.ts';
import { type Fields, isRecord } from './record.ts';

const ID = /^[\w-]{1,64}$/;

/** What a JSON text says; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields of a JSON object; undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}

/** The items of a JSON list that `parse` accepts, of the first `limit`; none where the value is no list. */
export function listOf<T>(value: unknown, limit: number, parse: (item: unknown) => T | undefined): readonly T[] {
  return Array.isArray(value) ? value.slice(0, limit).flatMap(item => parse(item) ?? []) : [];
}

/** The first field that is not among `known`, cut so that a rejection stays small. */
export function unknownField(fields: Fields, known: readonly string[]): string | undefined {
  return Object.keys(fields)
    .find(name => !known.includes(name))
    ?.replace(/[^\w-]/g, '?')
    .slice(0, 40);
}

/** A name that a front end gives to its own request: letters, digits and a few marks, and never long. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

/** Both bounds belong to it. */
export function isWholeNumber(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

/** `most`: UTF-16 code units. The empty text is one. */
export function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length <= most;
}

/** Membership in one of the vocabulary's lists. */
export function isOneOf<T extends string>(list: readonly T[], value: unknown): value is T {
  return list.some(item => item === value);
}

/** A duration in milliseconds: finite, not negative, at most a day. */
export function isElapsedMs(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= LIMITS.elapsed;
}

/** Untrusted text, cut. Control characters and bidirectional overrides could forge what the reader sees. */
export function cutText(text: string, most: number): string {
  return text.slice(0, most).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
