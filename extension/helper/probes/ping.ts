import type { Finding } from '../../../machines/findings.ts';
import { runSystemProgram, type SystemProgram, systemProgram } from '../system-program.ts';
import { TimeShare } from '../time-share.ts';
import { Turns } from '../turns.ts';
import { type Bounds, isIpv6, seen, withTimeout } from './probe.ts';
import { RelayedPings } from './relayed-pings.ts';

const MAX_OUTPUT_BYTES = 16_384;

/** Two requests, no name to look up. */
const LINUX_PING = ['-n', '-c', '2', '-i', '0.3', '-W', '1'];

/** `prohibited`: a router says that a rule forbids the way; it is as loud as an answer, and no way that is missing. */
export type Echo = 'answers' | 'lossy' | 'silent' | 'no-route' | 'prohibited';

/** iputils and BSD, by the codes of [RFC 1812 5.2.7.1]; other systems do not tell. */
const PROHIBITED = /prohibited|packet filtered/i;
/** A local "message too long" means that the way's size is known. */
const TOO_LONG = /too long|frag needed/i;
/**
 * Largest first. With 28 bytes of headers 1500, what Ethernet carries, and 1400, what most VPNs do: the first that leaves
 * this machine counts. The small one passes anywhere.
 */
const SIZES = { full: 1472, large: 1372, small: 56 } as const;

/** Each is a process, and its start delays the answers that this one waits for. */
const pings = new Turns(16);
/** A tenth of the time; the first dozen of a short list, and what a check by itself starts at once, need not wait. */
const starts = new TimeShare(0.1, 2_000);
/**
 * Whoever would wait is pinged by others where there are any. Elsewhere, of hundreds that are silent at the same time, some
 * are not pinged within their deadline: then nothing is said of their path.
 */
const relayed =
  process.platform === 'linux' ? new RelayedPings(() => [systemProgram('ping'), ...LINUX_PING]) : undefined;
/** A ping of a silent host takes this part of its deadline, so that one which starts later would never be answered in time. */
const NEEDED = 0.5;

interface Echoed {
  readonly echo: Echo | undefined;
  readonly text: string;
}

const NOTHING: Echoed = { echo: undefined, text: '' };

/** What the system's ping says of an address; nothing where it says nothing or may not run. */
export async function ping(address: string, bounds: Bounds): Promise<Echo | undefined> {
  const { echo, text } = await run(address, undefined, bounds);
  return echo === 'no-route' && PROHIBITED.test(text) ? 'prohibited' : echo;
}

/**
 * Whether packets of ordinary size vanish where small ones pass, by echo requests that may not be split. Asked only
 * after a stall: it is the one cause of a stall that can be proven from here. Nothing where echo gets no answer at all.
 */
export async function probePathMtu(address: string, bounds: Bounds): Promise<readonly Finding[]> {
  const started = performance.now();
  const sizes = [SIZES.full, SIZES.large, SIZES.small];
  const [full, large, small] = await Promise.all(sizes.map(bytes => run(address, bytes, bounds)));
  if (full === undefined || large === undefined || small?.echo !== 'answers') return [];
  const [bytes, { echo, text }] = TOO_LONG.test(full.text) ? [SIZES.large, large] : [SIZES.full, full];
  // Where the way's size is known nothing vanishes: the host has to be told smaller.
  const passes = echo === 'answers' || TOO_LONG.test(text);
  if (!passes && echo !== 'silent') return [];
  const detail = { address, bytes: bytes + 28 };
  return [seen('large-packets', passes ? 'pass' : 'vanish', performance.now() - started, detail)];
}

/**
 * Two echo requests by the system's own program, read as a paste would be. Says nothing where there is no such program or
 * it may not run: a probe that did not run is no observation.
 */
async function run(address: string, bytes: number | undefined, bounds: Bounds): Promise<Echoed> {
  const { deadlineMs, signal } = bounds;
  const endMs = performance.now() + deadlineMs;
  const latestMs = endMs - NEEDED * deadlineMs;
  if (bytes === undefined && relayed !== undefined && (starts.isSpent || pings.isFull)) {
    const told = await relayed.ask(address, bounds, latestMs);
    if (told === undefined || signal.aborted) return NOTHING;
    if (told.kind === 'printed') return once(told.text);
  }
  const [program, args] = commandFor(address, bytes, process.platform);
  const ran = await inTurn(latestMs, signal, () =>
    runSystemProgram(program, args, {
      timeoutMs: Math.max(1, Math.round(endMs - performance.now())),
      maxBytes: MAX_OUTPUT_BYTES,
      signal,
      onStarted: heldMs => starts.spend(heldMs),
    }),
  );
  if (ran === undefined || ran.kind === 'missing' || signal.aborted) return NOTHING;
  return !ran.succeeded && ran.stdout.length === 0 ? NOTHING : echoed(Buffer.concat([ran.stdout, ran.stderr]));
}

/** Hundreds of hosts are silent in the same words, and to read them takes as long as some packets. */
let [lastText, lastEchoed]: [string?, Promise<Echoed>?] = [];

function once(text: string): Promise<Echoed> {
  if (lastEchoed === undefined || text !== lastText) [lastText, lastEchoed] = [text, echoed(Buffer.from(text))];
  return lastEchoed;
}

async function echoed(output: Buffer): Promise<Echoed> {
  // Loaded only where there is something to read: a healthy check never needs it.
  const { read } = await import('../../../machines/reading/read.ts');
  const answer = read(output).findings.find(({ question }) => question === 'path')?.answer;
  return { echo: echoOf(answer), text: output.toString('latin1') };
}

/** What `start` comes to; nothing where no ping may start before `latestMs`. */
async function inTurn<T>(latestMs: number, signal: AbortSignal, start: () => Promise<T>): Promise<T | undefined> {
  const waitMs = starts.reserve(latestMs - performance.now());
  if (waitMs === undefined) return undefined;
  if (waitMs > 0) await withTimeout(new Promise(() => {}), waitMs, signal);
  if (!(await pings.take(signal, latestMs - performance.now()))) return undefined;
  return start().finally(() => pings.give());
}

/** The command as each system spells it. No shell, no name to look up; `bytes` may not be split on the way. */
function commandFor(
  address: string,
  bytes: number | undefined,
  platform: NodeJS.Platform,
): readonly [SystemProgram, readonly string[]] {
  const six = isIpv6(address);
  const whole = (...flags: readonly string[]) => (bytes === undefined ? [] : [...flags, String(bytes)]);
  // An address tells its family by itself, and not every ping of Windows takes a switch for it.
  if (platform === 'win32') return ['ping', ['-n', '2', '-w', '1000', ...whole('-f', '-l'), address]];
  if (platform === 'darwin')
    return [six ? 'ping6' : 'ping', ['-n', '-c', '2', ...(six ? [] : ['-t', '2']), ...whole('-D', '-s'), address]];
  return ['ping', [six ? '-6' : '-4', ...LINUX_PING, ...whole('-M', 'do', '-s'), address]];
}

function echoOf(answer: string | undefined): Echo | undefined {
  return answer === 'answers' || answer === 'lossy' || answer === 'silent' || answer === 'no-route'
    ? answer
    : undefined;
}
