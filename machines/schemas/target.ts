import {
  DEFAULT_PORT,
  hasControlCharacters,
  isRejection,
  MAX_HOST_LENGTH,
  MAX_PORT,
  MAX_USER_LENGTH,
  parseEndpoint,
  type Target,
} from '../target/target.ts';
import { fieldsOf, isText, isWholeNumber, unknownField } from './fields.ts';
import type { Fields } from './record.ts';

/** A field that was left out of a target: none that a target has, or of another form. */
export interface TargetFault {
  readonly code: 'unknown-field' | 'bad-field';
  /** Its place, as `target.gateway.port`. */
  readonly field: string;
}

export interface DecodedTarget {
  /** What there is of a target; nothing without a host and its port. */
  readonly target: Target | undefined;
  /** In the order of the fields. The wire refuses a target with any; a report is opened without them. */
  readonly faults: readonly TargetFault[];
}

type Endpoint = Pick<Target, 'host' | 'port'>;

/**
 * The one decoder of a target. INVARIANT: every field of a decoded target has the form that parsing typed text gives it,
 * so that no port, path, URL or option can hide in a host.
 */
export function decodeTarget(value: unknown): DecodedTarget {
  const faults: TargetFault[] = [];
  const end = decodeEndpoint(value, 'target', ['gateway', 'user'], faults);
  const { user, gateway } = fieldsOf(value) ?? {};
  const named = user === undefined || isUser(user) ? user : left('target.user', faults);
  const over = gateway === undefined ? undefined : decodeEndpoint(gateway, 'target.gateway', [], faults);
  const target = end && { ...end, ...(over && { gateway: over }), ...(named !== undefined && { user: named }) };
  return { target, faults };
}

function decodeEndpoint(
  value: unknown,
  place: string,
  others: readonly string[],
  faults: TargetFault[],
): Endpoint | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return left(place, faults);
  const extra = unknownField(fields, ['host', 'port', ...others]);
  if (extra !== undefined) faults.push({ code: 'unknown-field', field: `${place}.${extra}` });
  return hostAndPort(fields, place, faults);
}

function hostAndPort({ host, port }: Fields, place: string, faults: TargetFault[]): Endpoint | undefined {
  if (!isHost(host)) return left(`${place}.host`, faults);
  if (!isWholeNumber(port, 1, MAX_PORT)) return left(`${place}.port`, faults);
  return { host, port };
}

function left(field: string, faults: TargetFault[]): undefined {
  faults.push({ code: 'bad-field', field });
}

function isHost(value: unknown): value is string {
  if (!isText(value, MAX_HOST_LENGTH)) return false;
  const endpoint = parseEndpoint(value.includes(':') ? `[${value}]` : value, DEFAULT_PORT);
  return !isRejection(endpoint) && endpoint.host === value;
}

function isUser(value: unknown): value is string {
  return isText(value, MAX_USER_LENGTH) && value !== '' && !hasControlCharacters(value);
}
