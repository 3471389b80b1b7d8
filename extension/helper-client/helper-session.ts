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
  return new Session(port, onClose);
}

interface Running {
  readonly id: string;
  readonly onEvent: (event: SessionEvent) => void;
  readonly ended: Later<void>;
}

class Session implements HelperSession {
  readonly #port: NativePort;
  readonly #onClose: () => void;
  readonly #greeting = later<'ready' | Closing>();
  #ready = false;
  #closed: Closing | undefined;
  #running: Running | undefined;

  constructor(port: NativePort, onClose: () => void) {
    this.#port = port;
    this.#onClose = onClose;
    const deadline = setTimeout(() => this.#rejectHelper('no-answer'), GREETING_MS);
    void this.greeted.then(() => clearTimeout(deadline));
    port.onDisconnect.addListener(reason => this.#gone(stateOfDisconnect(reason)));
    port.onMessage.addListener(message => this.#receive(decodeReply(message)));
    this.#send({ v: WIRE_VERSION, id: 'hello', kind: 'hello' });
  }

  get greeted(): Promise<'ready' | Closing> {
    return this.#greeting.promise;
  }

  idle(): Promise<void> {
    return this.#running?.ended.promise ?? Promise.resolve();
  }

  check(id: string, { target, confirmed }: CheckOrder, onEvent: (event: SessionEvent) => void): () => void {
    if (this.#closed !== undefined) {
      onEvent(finalEvent(this.#closed));
      return () => {};
    }
    this.#running = { id, onEvent, ended: later() };
    this.#send({ v: WIRE_VERSION, id, kind: 'check', target, ...(confirmed && { confirmed }) });
    return () => {
      if (this.#running?.id !== id) return;
      // From here on nobody listens, but the session is busy until the helper has let go of its socket.
      this.#running = { ...this.#running, onEvent: () => {} };
      this.#send({ v: WIRE_VERSION, id, kind: 'cancel' });
    };
  }

  close(): void {
    this.#port.disconnect();
  }

  #send(request: Request): void {
    this.#port.postMessage(request);
  }

  #receive(reply: Reply | undefined): void {
    if (reply !== undefined && reply.kind !== 'hello') {
      if (reply.id === this.#running?.id) this.#note(reply);
      return;
    }
    if (this.#ready) return;
    // Whatever its version, a helper greets first: what does not is another program.
    const state = reply === undefined ? 'no-answer' : helperStateOf(reply.versions);
    if (state !== undefined) {
      this.#rejectHelper(state);
      return;
    }
    this.#ready = true;
    this.#greeting.resolve('ready');
  }

  #note(reply: Exclude<Reply, { kind: 'hello' }>): void {
    const { onEvent } = this.#running ?? {};
    if (reply.kind === 'stage') onEvent?.({ type: 'stage.reported', report: reply.report });
    else if (reply.kind === 'finding') onEvent?.({ type: 'finding.reported', finding: reply.finding });
    else if (reply.kind === 'rejected')
      this.#settle({ type: 'check.unavailable', state: stateOfRejection(reply.code) });
    else this.#settle({ type: 'check.finished', connections: reply.connections, elapsedMs: reply.elapsedMs });
  }

  /** INVARIANT: whatever ends a check, its caller is notified exactly once. */
  #settle(last: SessionEvent): void {
    const ended = this.#running;
    this.#running = undefined;
    ended?.onEvent(last);
    ended?.ended.resolve();
  }

  #gone(state: Closing): void {
    if (this.#closed !== undefined) return;
    this.#closed = state;
    this.#onClose();
    this.#greeting.resolve(state);
    this.#settle(finalEvent(state));
  }

  /** A program that cannot be spoken with is let go, so that a look again starts the one that took its place. */
  #rejectHelper(state: HelperState): void {
    this.#port.disconnect();
    this.#gone(state);
  }
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
