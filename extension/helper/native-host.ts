import type { Readable, Writable } from 'node:stream';
import type { CheckEvent } from '../../machines/diagnosis/check-events.ts';
import type { Target } from '../../machines/target/target.ts';
import {
  createFrameReader,
  encodeFrame,
  type FrameOutcome,
  MAX_INPUT_BYTES,
  MAX_OUTPUT_BYTES,
} from '../wire/frames.ts';
import { type Capability, type Reply, rejected } from '../wire/replies.ts';
import { decodeRequest, NO_ID, WIRE_VERSION } from '../wire/requests.ts';
import type { Check } from './check.ts';
import { PROGRAM_VERSION } from './version.ts';

export interface NativeHost {
  /** Frames from the browser. */
  readonly input: Readable;
  /** Frames to the browser and nothing else: one stray byte ends the connection. */
  readonly output: Writable;
  readonly check: Check;
  readonly platform: string;
}

const CAPABILITIES: readonly Capability[] = ['check'];

/**
 * Serves one browser over native messaging until its input closes. One check at a time; a hostile browser side can
 * only produce a rejection. Opens nothing itself. Resolves at once when the browser goes away, with the running check
 * told to end.
 */
export async function serveBrowser({ input, output, check, platform }: NativeHost): Promise<void> {
  const read = createFrameReader(MAX_INPUT_BYTES);
  const send = (reply: Reply) => output.write(encodeReply(reply));
  const checks = new OneCheck(check, send);
  // The browser may vanish between two writes; that is an ordinary end, told by the input as well.
  output.on('error', () => checks.stop());

  try {
    for await (const chunk of input) {
      for (const frame of read(chunk)) {
        // Where the next frame begins is unknown from here on.
        if (frame.kind === 'too-large') return await written(output, rejected(NO_ID, 'frame-too-large'));
        const reply = answerOrFault(frame, checks, platform);
        // A browser that does not read its answers is not read either, so that nothing piles up here.
        if (reply !== undefined && !send(reply)) await drained(output);
      }
    }
  } catch {
    // A broken pipe ends the conversation as its close would.
  } finally {
    checks.stop();
  }
}

/** A frame whose end is known, so that the next one can be read. */
type WholeFrame = Exclude<FrameOutcome, { kind: 'too-large' }>;

/** INVARIANT: never throws; what breaks here is answered as a fault of ours. */
function answerOrFault(frame: WholeFrame, checks: OneCheck, platform: string): Reply | undefined {
  try {
    return answer(frame, checks, platform);
  } catch {
    return rejected(NO_ID, 'our-fault');
  }
}

function answer(frame: WholeFrame, checks: OneCheck, platform: string): Reply | undefined {
  if (frame.kind === 'not-text') return rejected(NO_ID, 'not-json');
  const request = decodeRequest(frame.text);
  switch (request.kind) {
    case 'refused':
      return rejected(request.id, request.code, request.field);
    case 'hello':
      return greeting(request.id, platform);
    case 'host':
      return rejected(request.id, 'not-available', 'kind');
    case 'cancel':
      return checks.cancel(request.id);
    case 'check':
      return checks.start(request.id, request.target);
  }
}

/** The check that one browser has under way, and the refusal of what does not fit it. */
class OneCheck {
  readonly #check: Check;
  readonly #send: (reply: Reply) => void;
  #running: { readonly id: string; readonly abort: AbortController } | undefined;

  constructor(check: Check, send: (reply: Reply) => void) {
    this.#check = check;
    this.#send = send;
  }

  start(id: string, target: Target): Reply | undefined {
    if (this.#running !== undefined) return rejected(id, 'busy');
    void this.#run(id, target);
    return undefined;
  }

  cancel(id: string): Reply | undefined {
    if (this.#running?.id !== id) return rejected(id, 'nothing-to-cancel', 'id');
    this.stop();
    return undefined;
  }

  stop(): void {
    this.#running?.abort.abort();
  }

  async #run(id: string, target: Target): Promise<void> {
    const abort = new AbortController();
    this.#running = { id, abort };
    const onEvent = (event: CheckEvent) => {
      const reply = replyOf(id, event);
      if (reply !== undefined) this.#send(reply);
    };
    let last: Reply;
    try {
      const { connections, elapsedMs, cancelled } = await this.#check(target, { signal: abort.signal, onEvent });
      last = { v: WIRE_VERSION, id, kind: 'done', connections, elapsedMs, cancelled };
    } catch {
      last = rejected(id, 'our-fault');
    }
    this.#running = undefined;
    this.#send(last);
  }
}

function greeting(id: string, platform: string): Reply {
  return {
    v: WIRE_VERSION,
    id,
    kind: 'hello',
    versions: [WIRE_VERSION],
    program: PROGRAM_VERSION,
    platform,
    capabilities: CAPABILITIES,
  };
}

/** `check.finished` has no reply of its own: `done` is sent when the check has let go of everything. */
function replyOf(id: string, event: CheckEvent): Reply | undefined {
  if (event.type === 'stage.reported') return { v: WIRE_VERSION, id, kind: 'stage', report: event.report };
  if (event.type === 'finding.reported') return { v: WIRE_VERSION, id, kind: 'finding', finding: event.finding };
  return undefined;
}

/** What a server said of itself can be long; the finding matters more than its detail. */
function encodeReply(reply: Reply): Uint8Array {
  const whole = encodeFrame(JSON.stringify(reply), MAX_OUTPUT_BYTES);
  if (whole !== undefined) return whole;
  const { detail: _, ...finding } = reply.kind === 'finding' ? reply.finding : { detail: undefined };
  const cut = encodeFrame(JSON.stringify({ ...reply, finding }), MAX_OUTPUT_BYTES);
  if (cut === undefined) throw new Error(`${reply.kind} is over ${MAX_OUTPUT_BYTES} bytes without its detail`);
  return cut;
}

function written(output: Writable, reply: Reply): Promise<void> {
  return new Promise(resolve => output.write(encodeReply(reply), () => resolve()));
}

function drained(output: Writable): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      output.off('drain', done).off('error', done).off('close', done);
      resolve();
    };
    output.on('drain', done).on('error', done).on('close', done);
  });
}
