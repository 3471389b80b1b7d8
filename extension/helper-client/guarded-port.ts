import type { Policy } from '../settings/policy.ts';
import { isTargetAllowed } from '../settings/target-rules.ts';
import { rejected } from '../wire/replies.ts';
import { decodeRequest, type Request } from '../wire/requests.ts';
import { CLOSED_BY_POLICY, POLICY_CHANGED } from './helper-state.ts';
import type { NativePort } from './native-port.ts';

/** A port that can be closed from our side: what runs on it is begun again, under the policy of then. */
export interface GuardedPort extends NativePort {
  readonly drop: () => void;
}

/**
 * A native port behind the company's policy. INVARIANT: no check of a target that the policy of this moment does not
 * allow reaches the helper, and nothing that is not a request of the wire; every request is answered.
 */
export function guardPort(
  native: NativePort,
  loadPolicy: () => Promise<Policy>,
  onEnd: () => void = () => {},
): GuardedPort {
  let closed = false;
  let onClose: (reason: string | undefined) => void = () => {};
  const listeners: ((message: unknown) => void)[] = [];
  // Requests keep their order while the policy is being read: a browser that has just started takes seconds for it.
  let before: Promise<unknown> = Promise.resolve();
  const close = (reason: string | undefined) => {
    if (closed) return;
    closed = true;
    onEnd();
    onClose(reason);
  };
  const drop = (reason: string) => {
    if (closed) return;
    native.disconnect();
    close(reason);
  };
  const emit = (message: unknown) => {
    for (const listener of listeners) listener(message);
  };
  native.onDisconnect.addListener(close);
  native.onMessage.addListener(emit);

  async function send(request: Request): Promise<void> {
    const isAllowed = request.kind !== 'check' || isTargetAllowed(await loadPolicy(), request.target);
    if (closed) return;
    if (isAllowed) native.postMessage(request);
    else drop(CLOSED_BY_POLICY);
  }
  return {
    postMessage(message) {
      if (closed) return;
      const request = decodeRequest(JSON.stringify(message));
      if (request.kind === 'refused') emit(rejected(request.id, request.code, request.field));
      // A greeting names no target. The helper starts meanwhile.
      else if (request.kind === 'hello') native.postMessage(request);
      // A policy that cannot be read at all allows nothing.
      else before = before.then(() => send(request)).catch(() => drop(CLOSED_BY_POLICY));
    },
    disconnect() {
      closed = true;
      onEnd();
      native.disconnect();
    },
    drop: () => drop(POLICY_CHANGED),
    onMessage: { addListener: listener => void listeners.push(listener) },
    onDisconnect: {
      addListener: listener => {
        onClose = listener;
      },
    },
  };
}
