import { fieldsOf, isId, parseJson, unknownField } from '../../machines/schemas/fields.ts';
import { decodeTarget } from '../../machines/schemas/target.ts';
import { DEFAULT_GATEWAY_PORT, DEFAULT_PORT, type Target } from '../../machines/target/target.ts';
import type { WireRejection } from './rejections.ts';

/** The version of the wire that this source speaks. PROTOCOL.md describes it. */
export const WIRE_VERSION = 1;

interface Envelope {
  readonly v: typeof WIRE_VERSION;
  /** Chosen by the browser; every reply carries it. */
  readonly id: string;
}

/** What a browser may ask of the helper: a target and nothing else. */
export type Request =
  | (Envelope & { readonly kind: 'hello' })
  | (Envelope & {
      readonly kind: 'check';
      readonly target: Target;
      /** Set by the caller that asked the person, for a port that they typed or agreed to. */
      readonly confirmed?: boolean;
    })
  | (Envelope & { readonly kind: 'cancel' })
  | (Envelope & { readonly kind: 'host' });

/** Why a frame was not a request, with as much of its id as could be read. */
export interface Refusal {
  readonly kind: 'refused';
  readonly id: string;
  readonly code: WireRejection;
  readonly field?: string;
}

/** Stands in for the id where a frame had none that could be read. */
export const NO_ID = '';

/** Parses one frame's text as a request, or says why not. Fields that v1 does not know are refused. */
export function decodeRequest(text: string): Request | Refusal {
  const parsed = parseJson(text);
  if (parsed === undefined) return { kind: 'refused', id: NO_ID, code: 'not-json' };
  const fields = fieldsOf(parsed);
  if (fields === undefined) return { kind: 'refused', id: NO_ID, code: 'not-an-envelope' };
  const id = fields.id;
  if (!isId(id)) return { kind: 'refused', id: NO_ID, code: 'not-an-envelope', field: 'id' };
  const refuse = (code: WireRejection, field: string): Refusal => ({ kind: 'refused', id, code, field });

  // INVARIANT: `hello` is answered whatever its version, so that the two ends can tell which of them is too old.
  const kind = fields.kind;
  if (fields.v !== WIRE_VERSION && kind !== 'hello') return refuse('unknown-version', 'v');
  if (kind === 'hello') return { v: WIRE_VERSION, id, kind };
  if (kind !== 'check' && kind !== 'cancel' && kind !== 'host') return refuse('unknown-kind', 'kind');
  const extra = unknownField(fields, ['v', 'id', 'kind', ...(kind === 'check' ? ['target', 'confirmed'] : [])]);
  if (extra !== undefined) return refuse('unknown-field', extra);
  if (kind !== 'check') return { v: WIRE_VERSION, id, kind };

  const { target, faults } = decodeTarget(fields.target);
  const [fault] = faults;
  if (target === undefined || fault !== undefined) return refuse(fault?.code ?? 'bad-field', fault?.field ?? 'target');
  const { confirmed } = fields;
  const strange = unusualPort(target);
  if (strange !== undefined && confirmed !== true) return refuse('port-not-confirmed', strange);
  if (confirmed !== undefined && typeof confirmed !== 'boolean') return refuse('bad-field', 'confirmed');
  return { v: WIRE_VERSION, id, kind, target, ...(confirmed !== undefined && { confirmed }) };
}

/** The field of a port other than 3389, or 443 for a gateway, where there is one. */
function unusualPort(target: Target): string | undefined {
  if (target.port !== DEFAULT_PORT) return 'target.port';
  if (target.gateway !== undefined && target.gateway.port !== DEFAULT_GATEWAY_PORT) return 'target.gateway.port';
  return undefined;
}
