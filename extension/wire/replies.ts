import type { Finding } from '../../machines/findings.ts';
import { fieldsOf, isElapsedMs, isText, isWholeNumber } from '../../machines/schemas/fields.ts';
import { decodeFinding, decodeStageReport } from '../../machines/schemas/finding.ts';
import { LIMITS } from '../../machines/schemas/limits.ts';
import type { Fields } from '../../machines/schemas/record.ts';
import type { StageReport } from '../../machines/stage-report.ts';
import { WIRE_REJECTIONS, type WireRejection } from './rejections.ts';
import { NO_ID, WIRE_VERSION } from './requests.ts';

/** What the helper can do beyond `hello`. A browser asks for nothing that is not named here. */
export type Capability = 'check' | 'host';

/** What the helper sends. `done` or `rejected` ends what a request began. */
export type Reply = { readonly v: number; readonly id: string } & (
  | {
      readonly kind: 'hello';
      /** Every version of the wire that the helper speaks. */
      readonly versions: readonly number[];
      readonly program: string;
      readonly platform: string;
      readonly capabilities: readonly string[];
    }
  | { readonly kind: 'stage'; readonly report: StageReport }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'done'; readonly connections: number; readonly elapsedMs: number; readonly cancelled: boolean }
  | { readonly kind: 'rejected'; readonly code: number; readonly field?: string }
);

const MAX_TEXT = 200;
const MAX_ITEMS = 50;

/** `id`: of the request, or `NO_ID` where it could not be read; `field`: the part of it that is at fault. */
export function rejected(id: string, code: WireRejection, field?: string): Reply {
  const reply = { v: WIRE_VERSION, id, kind: 'rejected', code: WIRE_REJECTIONS[code] } as const;
  return field === undefined ? reply : { ...reply, field };
}

/**
 * Parses a message of the helper as a reply, or undefined. What the helper saw may come from a hostile server, so nothing
 * is accepted that is not of the expected shape.
 */
export function decodeReply(value: unknown): Reply | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const { v, id, kind } = fields;
  if (!isWholeNumber(v, 1, 1_000) || !(id === NO_ID || isText(id, 64))) return undefined;
  const envelope = { v, id };
  switch (kind) {
    case 'hello':
      return decodeHello(envelope, fields);
    case 'stage': {
      const report = decodeStageReport(fields.report);
      return report && { ...envelope, kind, report };
    }
    case 'finding': {
      const finding = decodeFinding(fields.finding);
      return finding && { ...envelope, kind, finding };
    }
    case 'done': {
      const { connections, elapsedMs, cancelled } = fields;
      if (
        !isWholeNumber(connections, 0, LIMITS.connections) ||
        !isElapsedMs(elapsedMs) ||
        typeof cancelled !== 'boolean'
      )
        return undefined;
      return { ...envelope, kind, connections, elapsedMs, cancelled };
    }
    case 'rejected': {
      const { code, field } = fields;
      if (!isWholeNumber(code, 1, 10_000) || !(field === undefined || isText(field, MAX_TEXT))) return undefined;
      return field === undefined ? { ...envelope, kind, code } : { ...envelope, kind, code, field };
    }
    default:
      return undefined;
  }
}

function decodeHello(envelope: { v: number; id: string }, fields: Fields): Reply | undefined {
  const { versions, program, platform, capabilities } = fields;
  if (!isText(program, MAX_TEXT) || !isText(platform, MAX_TEXT)) return undefined;
  if (!isListOf(versions, isVersion) || !isListOf(capabilities, isShortText)) return undefined;
  return { ...envelope, kind: 'hello', versions, program, platform, capabilities };
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.length <= MAX_ITEMS && value.every(isItem);
}

function isVersion(value: unknown): value is number {
  return isWholeNumber(value, 1, 1_000);
}

function isShortText(value: unknown): value is string {
  return isText(value, MAX_TEXT);
}
