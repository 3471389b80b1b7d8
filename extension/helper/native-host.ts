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
import { decodeRequest, NO_ID, type Request, WIRE_VERSION } from '../wire/requests.ts';
import { PROGRAM_VERSION } from './version.ts';

/** The part of check.ts that a front end of the helper needs; injected so that tests need no network. */
export type Check = (
  target: Target,
  options: {
    readonly signal: AbortSignal;
    readonly onEvent: (event: CheckEvent) => void;
    readonly deep?: boolean;
    readonly beside?: readonly number[];
    readonly timeoutMs?: number;
    readonly amongMany?: boolean;
    readonly mayDial?: (address: string) => boolean;
  },
) => Promise<{ readonly connections: number; readonly elapsedMs: number; readonly cancelled: boolean }>;

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
  let running: { id: string; stop: AbortController } | undefined;
  const send = (reply: Reply) => output.write(encodeReply(reply));
  // The browser may vanish between two writes; that is an ordinary end, told by the input as well.
  output.on('error', () => running?.stop.abort());

  try {
    for await (const chunk of input) {
      for (const frame of read(chunk)) {
        // Where the next frame begins is unknown from here on.
        if (frame.kind === 'too-large') return await last(rejected(NO_ID, 'frame-too-large'));
        const reply = answerOrFault(frame);
        // A browser that does not read its answers is not read either, so that nothing piles up here.
        if (reply !== undefined && !send(reply)) await drained(output);
      }
    }
  } catch {
    // A broken pipe ends the conversation as its close would.
  } finally {
    running?.stop.abort();
  }

  function answerOrFault(frame: Exclude<FrameOutcome, { kind: 'too-large' }>): Reply | undefined {
    try {
      return answer(frame);
    } catch {
      return rejected(NO_ID, 'our-fault');
    }
  }

  function answer(frame: Exclude<FrameOutcome, { kind: 'too-large' }>): Reply | undefined {
    if (frame.kind === 'not-text') return rejected(NO_ID, 'not-json');
    const request = decodeRequest(frame.text);
    if (request.kind === 'refused') return rejected(request.id, request.code, request.field);
    return serve(request);
  }

  function last(reply: Reply): Promise<void> {
    return new Promise(resolve => output.write(encodeReply(reply), () => resolve()));
  }

  function serve(request: Request): Reply | undefined {
    switch (request.kind) {
      case 'hello':
        return greeting(request.id, platform);
      case 'host':
        return rejected(request.id, 'not-available', 'kind');
      case 'cancel':
        if (running?.id !== request.id) return rejected(request.id, 'nothing-to-cancel', 'id');
        running.stop.abort();
        return undefined;
      case 'check':
        if (running !== undefined) return rejected(request.id, 'busy');
        void examine(request.id, request.target);
        return undefined;
    }
  }

  async function examine(id: string, target: Target): Promise<void> {
    const stop = new AbortController();
    running = { id, stop };
    const onEvent = (event: CheckEvent) => {
      const reply = replyOf(id, event);
      if (reply !== undefined) send(reply);
    };
    let last: Reply;
    try {
      const { connections, elapsedMs, cancelled } = await check(target, { signal: stop.signal, onEvent });
      last = { v: WIRE_VERSION, id, kind: 'done', connections, elapsedMs, cancelled };
    } catch {
      last = rejected(id, 'our-fault');
    }
    running = undefined;
    send(last);
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

function drained(output: Writable): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      output.off('drain', done).off('error', done).off('close', done);
      resolve();
    };
    output.on('drain', done).on('error', done).on('close', done);
  });
}
