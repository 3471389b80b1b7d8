import type { HelperState } from '../../machines/diagnosis/check-events.ts';

/** What the extension's own background says of a port that it closed, or that it took along when it was stopped. */
export const CLOSED_BY_POLICY = 'reconnect: target not allowed';
export const RELAY_GONE = 'reconnect: background stopped';
export const POLICY_CHANGED = 'reconnect: policy changed';

/** Why a port closed; `interrupted` says nothing about the helper, and the check can simply be made again. */
export type Closing = HelperState | 'interrupted';

/**
 * Browsers say why a native port closed in one English sentence and in nothing else. Chromium's are in
 * extensions/browser/api/messaging/native_message_process_host.cc, Firefox's in NativeMessaging.sys.mjs.
 */
const SENTENCES: readonly (readonly [sign: RegExp, state: Closing])[] = [
  [/^reconnect: target not allowed$/, 'not-allowed'],
  [/^reconnect: (?:background stopped|policy changed)$/, 'interrupted'],
  [/disabled by the system administrator/i, 'blocked-by-policy'],
  [/is forbidden|does not have permission to use native application/i, 'forbidden'],
  [/host not found|no such native application/i, 'absent'],
  // Firefox keeps from an extension that the file is gone or may not be run, and calls it unexpected.
  [/failed to start native messaging host|unexpected error/i, 'bad-path'],
  [/has exited|error when communicating|disconnected port|exceeds the limit/i, 'crashed'],
];

/** Why the helper's port closed, as far as a browser lets an extension know. */
export function stateOfDisconnect(message: string | undefined): Closing {
  return SENTENCES.find(([sign]) => sign.test(message ?? ''))?.[1] ?? 'crashed';
}
