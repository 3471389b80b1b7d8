import type { Policy } from '../settings/policy.ts';
import { isTargetAllowed } from '../settings/target-rules.ts';
import { decodeRequest, type Request } from '../wire/requests.ts';
import { CLOSED_BY_POLICY } from './helper-state.ts';
import type { NativePort } from './native-port.ts';

/**
 * A native port behind the company's policy. INVARIANT: no check of a target that the policy does not allow reaches
 * the helper, and nothing that is not a request of the wire.
 */
export function guardPort(native: NativePort, policy: Promise<Policy>): NativePort {
  let closed = false;
  let told: (reason: string | undefined) => void = () => {};
  // Requests keep their order while the policy is being read: a browser that has just started takes seconds for it.
  let before: Promise<unknown> = policy;
  const close = (reason: string | undefined) => {
    if (closed) return;
    closed = true;
    told(reason);
  };
  native.onDisconnect.addListener(close);

  async function send(message: object, request: Request): Promise<void> {
    if (closed) return;
    if (request.kind === 'check' && !isTargetAllowed(await policy, request.target)) {
      native.disconnect();
      return close(CLOSED_BY_POLICY);
    }
    native.postMessage(message);
  }
  return {
    postMessage(message) {
      const request = decodeRequest(JSON.stringify(message));
      if (closed || request.kind === 'refused') return;
      // A greeting names no target. The helper starts meanwhile.
      if (request.kind === 'hello') native.postMessage(message);
      else before = before.then(() => send(message, request));
    },
    disconnect() {
      closed = true;
      native.disconnect();
    },
    onMessage: native.onMessage,
    onDisconnect: {
      addListener: listener => {
        told = listener;
      },
    },
  };
}
