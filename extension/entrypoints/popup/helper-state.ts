import type { HelperState } from '../../../machines/check-events.ts';

/**
 * Browsers say why a native port closed in one English sentence and in nothing else. Chromium's are in
 * extensions/browser/api/messaging/native_message_process_host.cc, Firefox's in NativeMessaging.sys.mjs.
 */
const SENTENCES: readonly (readonly [sign: RegExp, state: HelperState])[] = [
  [/disabled by the system administrator/i, 'blocked-by-policy'],
  [/is forbidden|does not have permission to use native application/i, 'forbidden'],
  [/host not found|no such native application/i, 'absent'],
  [/failed to start native messaging host/i, 'bad-path'],
  [/has exited|error when communicating|unexpected error|disconnected port/i, 'crashed'],
];

/** Why the helper's port closed, as far as a browser lets an extension know. */
export function stateOfDisconnect(message: string | undefined): HelperState {
  return SENTENCES.find(([sign]) => sign.test(message ?? ''))?.[1] ?? 'crashed';
}
