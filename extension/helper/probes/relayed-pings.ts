import { startProgram, systemProgram } from '../system-program.ts';
import { Turns } from '../turns.ts';
import { type Bounds, withTimeout } from './probe.ts';

/** Each is a small process that waits a second or two for its answers. */
const AT_ONCE = 96;
/** No more of the output is kept while its summary has not come. */
const MAX_KEPT = 65_536;
/** What `ping` of Linux prints at its end, in one piece; the lines of several run into each other before that. */
const SUMMARY = /--- (\S+) ping statistics ---\n([^\n]*?)(?:, time \d+ms)?\n/g;
/** Errors of routers stand on lines that do not say whose they are. */
const UNCLEAR = /\berrors?\b/;
const ADDRESS = /^[\da-f:.]+(?:%[\w.-]+)?$/i;

/**
 * `text` is what the ping printed of its host, without address and time: that of hundreds of silent hosts is the same.
 * `unclear` where that does not say it all, or nothing could be started.
 */
export type Relayed = { readonly kind: 'printed'; readonly text: string } | { readonly kind: 'unclear' };

const UNKNOWN: Relayed = { kind: 'unclear' };

/**
 * Pings that another process starts. A process as large as this one takes long to start a further one, and holds up all
 * that it waits for; `xargs` is small. INVARIANT: what it is given are addresses alone.
 */
export class RelayedPings {
  readonly #command: () => readonly string[];
  readonly #waiting = new Map<string, Set<(relayed: Relayed) => void>>();
  readonly #turns = new Turns(AT_ONCE);
  #starter: Promise<((address: string) => void) | undefined> | undefined;

  /** `command` pings an address that is put behind it; asked for at the first ping. */
  constructor(command: () => readonly string[]) {
    this.#command = command;
  }

  /** What a ping comes to; nothing where it was not started before `latestMs`, or said nothing in time. */
  async ask(address: string, { deadlineMs, signal }: Bounds, latestMs: number): Promise<Relayed | undefined> {
    const endMs = performance.now() + deadlineMs;
    if (!ADDRESS.test(address)) return UNKNOWN;
    this.#starter ??= this.#start();
    const ping = await this.#starter;
    if (ping === undefined) return UNKNOWN;
    if (!(await this.#turns.take(signal, latestMs - performance.now()))) return undefined;
    const { promise, resolve } = Promise.withResolvers<Relayed>();
    const asking = this.#waiting.get(address) ?? new Set();
    this.#waiting.set(address, asking.add(resolve));
    // Who asks the same host at the same time gets the same answer.
    if (asking.size === 1) ping(address);
    const relayed = await withTimeout(promise, endMs - performance.now(), signal);
    asking.delete(resolve);
    if (asking.size === 0) this.#waiting.delete(address);
    this.#turns.give();
    return relayed;
  }

  /** A starter of processes, which ends with this one; `undefined` where there is none. */
  async #start(): Promise<((address: string) => void) | undefined> {
    const words = ['-r', '-P', String(AT_ONCE), '-n', '1', ...this.#command()];
    const env = { ...process.env, LC_ALL: 'C' };
    const child = await startProgram(systemProgram('xargs'), words, { env });
    // Neither it nor its streams keep this process.
    for (const stream of [child, child.stdin, child.stdout, child.stderr])
      if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
    child.stderr.resume();
    child.stdin.on('error', () => {});
    let text = '';
    child.stdout.setEncoding('latin1').on('data', (more: string) => {
      text += more;
      let end = 0;
      for (const { 0: whole, 1: address = '', 2: counts = '', index } of text.matchAll(SUMMARY)) {
        const replies = text.split('\n').filter(line => line.includes(` bytes from ${address}:`));
        const printed = [...replies, '--- host ping statistics ---', counts, ''].join('\n');
        this.#tell(address, UNCLEAR.test(counts) ? UNKNOWN : { kind: 'printed', text: printed });
        end = index + whole.length;
      }
      text = text.slice(Math.max(end, text.length - MAX_KEPT));
    });
    child.once('close', () => {
      this.#starter = undefined;
      for (const address of this.#waiting.keys()) this.#tell(address, UNKNOWN);
    });
    return new Promise(resolve => {
      child.once('spawn', () => resolve(address => void child.stdin.write(`${address}\n`)));
      child.once('error', () => resolve(undefined));
    });
  }

  #tell(address: string, relayed: Relayed): void {
    for (const resolve of this.#waiting.get(address) ?? []) resolve(relayed);
  }
}
