import {
  type CheckEvent,
  CONSENT_EVENTS,
  type ConsentEvent,
  HELPER_STATES,
} from '../../machines/diagnosis/check-events.ts';
import { fieldsOf, isElapsedMs, isId, isOneOf, isText, isWholeNumber } from '../../machines/schemas/fields.ts';
import { decodeFinding, decodeStageReport } from '../../machines/schemas/finding.ts';
import { LIMITS } from '../../machines/schemas/limits.ts';
import { DEFAULT_PORT, formatTarget, isRejection, parseEndpoint, type Target } from '../../machines/target/target.ts';
import { MAX_TARGET_TEXT_LENGTH } from '../../machines/target/target-line.ts';

/**
 * What a page of the guide and the extension say to each other, by `postMessage` through the content script. A page can
 * ask for a check of one host and port, and for nothing else.
 */
export type PageMessage =
  | { readonly kind: 'hello' }
  | { readonly kind: 'check'; readonly id: string; readonly target: Target }
  | { readonly kind: 'cancel'; readonly id: string };

export type ExtensionMessage =
  | { readonly kind: 'here' }
  | { readonly kind: 'event'; readonly id: string; readonly event: CheckEvent | ConsentEvent };

const VERSION = 1;
const FROM_PAGE = 'reconnect-page';
const FROM_EXTENSION = 'reconnect-extension';

/** The inverse of `readPageMessage`. A target goes as `host:port`: its gateway and user stay on the page. */
export function writePageMessage(message: PageMessage): object {
  const envelope = { from: FROM_PAGE, v: VERSION, ...message };
  return message.kind === 'check' ? { ...envelope, target: formatTarget(message.target) } : envelope;
}

export const writeExtensionMessage = (message: ExtensionMessage): object => ({
  from: FROM_EXTENSION,
  v: VERSION,
  ...message,
});

/** Parses what a page sends. A target is text, as a person would type it: neither a gateway nor a user fits in. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  const { from, v, kind, id, target } = fieldsOf(value) ?? {};
  if (from !== FROM_PAGE || v !== VERSION) return undefined;
  if (kind === 'hello') return { kind };
  if (!isId(id)) return undefined;
  if (kind === 'cancel') return { kind, id };
  if (kind !== 'check' || !isText(target, MAX_TARGET_TEXT_LENGTH)) return undefined;
  const endpoint = parseEndpoint(target, DEFAULT_PORT);
  return isRejection(endpoint) ? undefined : { kind, id, target: endpoint };
}

/** Parses what the extension sends to a page. */
export function readExtensionMessage(value: unknown): ExtensionMessage | undefined {
  const { from, v, kind, id, event } = fieldsOf(value) ?? {};
  if (from !== FROM_EXTENSION || v !== VERSION) return undefined;
  if (kind === 'here') return { kind };
  if (kind !== 'event' || !isId(id)) return undefined;
  const decoded = decodeEvent(event);
  return decoded && { kind, id, event: decoded };
}

/** Whether the extension says the last word on this check. */
export function isLastOf(check: string, message: unknown): boolean {
  const { id, event } = fieldsOf(message) ?? {};
  return id === check && isOneOf(['check.finished', 'check.unavailable'], fieldsOf(event)?.type);
}

function decodeEvent(value: unknown): CheckEvent | ConsentEvent | undefined {
  const { type, report, finding, connections, elapsedMs, state } = fieldsOf(value) ?? {};
  switch (type) {
    case 'stage.reported': {
      const decoded = decodeStageReport(report);
      return decoded && { type, report: decoded };
    }
    case 'finding.reported': {
      const decoded = decodeFinding(finding);
      return decoded && { type, finding: decoded };
    }
    case 'check.finished':
      return isWholeNumber(connections, 0, LIMITS.connections) && isElapsedMs(elapsedMs)
        ? { type, connections, elapsedMs }
        : undefined;
    case 'check.unavailable':
      return isOneOf(HELPER_STATES, state) ? { type, state } : undefined;
    default:
      return isOneOf(CONSENT_EVENTS, type) ? { type } : undefined;
  }
}
