import type { CheckEvent, HelperState } from '../../machines/diagnosis/check-events.ts';
import type { Target } from '../../machines/target/target.ts';
import { helperStateOf } from '../wire/greeting.ts';
import { WIRE_REJECTIONS } from '../wire/rejections.ts';
import { decodeReply, type Reply } from '../wire/replies.ts';
import { type Request, WIRE_VERSION } from '../wire/requests.ts';
import { type Closing, stateOfDisconnect } from './helper-state.ts';
import type { NativePort } from './native-port.ts';

/** A check as somebody orders it who knows what the person said. */
export interface CheckOrder {
  readonly target: Target;
  /** Whether the person typed this port or agreed to it; without, the helper takes the usual ports only. */
  readonly confirmed: boolean;
}

/** Events of a check; `check.interrupted` ends it without a word about the helper. */
export type SessionEvent = CheckEvent | { readonly type: 'check.interrupted' };

/** One running helper process, from its first word to its end. */
export interface HelperSession {
  readonly greeted: Promise<'ready' | Closing>;
  /** Resolves when no check runs; one that was cancelled may still be closing its socket. */
  readonly idle: () => Promise<void>;
  readonly check: (id: string, order: CheckOrder, onEvent: (event: SessionEvent) => void) => () => void;
  readonly close: () => void;
}

const GREETING_MS = 5_000;

export function openSession(port: NativePort, onClose: () => void): HelperSession {
  const greeting = later<'ready' | Closing>();
  let ready = false;
  let closed: Closing | undefined;
  let running: { id: string; onEvent: (event: SessionEvent) => void; ended: Later<void> } | undefined;
  const send = (request: Request) => port.postMessage(request);

  /** INVARIANT: whatever ends a check, its caller is notified exactly once. */
  const settle = (last: SessionEvent) => {
    const ended = running;
    running = undefined;
    ended?.onEvent(last);
    ended?.ended.resolve();
  };
  const gone = (state: Closing) => {
    if (closed !== undefined) return;
    closed = state;
    onClose();
    greeting.resolve(state);
    settle(finalEvent(state));
  };
  /** A program that cannot be spoken with is let go, so that a look again starts the one that took its place. */
  const rejectHelper = (state: HelperState) => {
    port.disconnect();
    gone(state);
  };
  const deadline = setTimeout(() => rejectHelper('no-answer'), GREETING_MS);
  void greeting.promise.then(() => clearTimeout(deadline));

  port.onDisconnect.addListener(reason => gone(stateOfDisconnect(reason)));
  port.onMessage.addListener(message => {
    const reply = decodeReply(message);
    if (reply !== undefined && reply.kind !== 'hello') {
      if (reply.id === running?.id) note(reply);
      return;
    }
    if (ready) return;
    // Whatever its version, a helper greets first: what does not is another program.
    const state = reply === undefined ? 'no-answer' : helperStateOf(reply.versions);
    if (state !== undefined) return rejectHelper(state);
    ready = true;
    greeting.resolve('ready');
  });
  send({ v: WIRE_VERSION, id: 'hello', kind: 'hello' });

  function note(reply: Exclude<Reply, { kind: 'hello' }>): void {
    if (reply.kind === 'stage') running?.onEvent({ type: 'stage.reported', report: reply.report });
    else if (reply.kind === 'finding') running?.onEvent({ type: 'finding.reported', finding: reply.finding });
    else if (reply.kind === 'rejected') settle({ type: 'check.unavailable', state: stateOfRejection(reply.code) });
    else settle({ type: 'check.finished', connections: reply.connections, elapsedMs: reply.elapsedMs });
  }

  return {
    greeted: greeting.promise,
    idle: () => running?.ended.promise ?? Promise.resolve(),
    check(id, { target, confirmed }, onEvent) {
      if (closed !== undefined) {
        onEvent(finalEvent(closed));
        return () => {};
      }
      running = { id, onEvent, ended: later() };
      send({ v: WIRE_VERSION, id, kind: 'check', target, ...(confirmed && { confirmed }) });
      return () => {
        if (running?.id !== id) return;
        // From here on nobody listens, but the session is busy until the helper has let go of its socket.
        running = { ...running, onEvent: () => {} };
        send({ v: WIRE_VERSION, id, kind: 'cancel' });
      };
    },
    close: () => port.disconnect(),
  };
}

function finalEvent(state: Closing): SessionEvent {
  return state === 'interrupted' ? { type: 'check.interrupted' } : { type: 'check.unavailable', state };
}

function stateOfRejection(code: number): HelperState {
  const old: readonly number[] = [WIRE_REJECTIONS['unknown-version'], WIRE_REJECTIONS['not-available']];
  return old.includes(code) ? 'too-old' : 'crashed';
}

interface Later<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function later<T>(): Later<T> {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>(settled => {
    resolve = settled;
  });
  return { promise, resolve };
}
