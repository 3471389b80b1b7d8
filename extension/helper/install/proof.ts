import type { HelperState } from '../../../machines/diagnosis/check-events.ts';

/** `ready`, or why a browser cannot reach the helper: the states that the popup shows, told apart for certain. */
export interface BrowserStatus {
  readonly state: 'ready' | HelperState;
  /** What was seen, in the order in which it was looked at. */
  readonly proof: readonly Proof[];
}

/** A sentence `status.…` of content/en/ui.yaml, and the values of its placeholders. */
export interface Proof {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/** `name`: what follows `status.` in the key of the sentence. */
export function seen(name: string, values: Proof['values'] = {}): Proof {
  return { key: `status.${name}`, values };
}
