import net from 'node:net';
import { expect, test, vi } from 'vitest';
import { Connections, type DialFailure, type Dialled } from '../../../extension/helper/probes/connections.ts';
import { probePort } from '../../../extension/helper/probes/port.ts';
import { DEADLINES } from '../../../extension/helper/probes/probe.ts';

const never = new AbortController().signal;

/** Connects that end as a system would end them. */
class Scripted extends Connections {
  readonly #ends: Readonly<Record<string, DialFailure>>;
  constructor(ends: Readonly<Record<string, DialFailure>>) {
    super(never);
    this.#ends = ends;
  }
  override async dial(address: string): Promise<Dialled> {
    return { kind: this.#ends[address] ?? 'failed', address, elapsedMs: 3, errno: 'E' };
  }
}

/** On this device itself, so that the echo beside the connects goes nowhere. */
const [SIX, FOUR] = ['::1', '127.0.0.1'];

test.each<[given: string, families: { ipv4: boolean; ipv6: boolean }, ends: Record<string, DialFailure>, port: string]>(
  [
    [
      'IPv6 is missing, by the errno of macOS',
      { ipv4: true, ipv6: false },
      { [SIX]: 'unreachable', [FOUR]: 'silent' },
      'silent',
    ],
    [
      'IPv4 is missing, by the errno of macOS',
      { ipv4: false, ipv6: true },
      { [SIX]: 'silent', [FOUR]: 'unreachable' },
      'silent',
    ],
    [
      'IPv6 is missing, by the errno of Linux',
      { ipv4: true, ipv6: false },
      { [SIX]: 'no-route', [FOUR]: 'silent' },
      'silent',
    ],
    [
      'both are there, and a router denies one',
      { ipv4: true, ipv6: true },
      { [SIX]: 'unreachable', [FOUR]: 'silent' },
      'rejected',
    ],
  ],
)('probePort: %s → what the other family shows', async (_, families, ends, port) => {
  const reached = await probePort([SIX, FOUR], 3389, new Scripted(ends), DEADLINES, never, families);
  expect(reached.port.findings.find(({ question }) => question === 'port')?.answer).toBe(port);
});

/** Connects at last, when the others should have had their time: the machine was busy with something else. */
class Busy extends Connections {
  override async dial(address: string): Promise<Dialled> {
    const late = performance.now() + 60_000;
    vi.spyOn(performance, 'now').mockReturnValue(late);
    return { kind: 'open', address, elapsedMs: 60_000, socket: new net.Socket() };
  }
}

test('probePort: the first address answers later than the others may take → no timer is asked for the past', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  try {
    await probePort([FOUR], 3389, new Busy(never), DEADLINES, never);
    expect(timers.mock.calls.filter(([, ms]) => ms !== undefined && ms < 0)).toEqual([]);
    expect(timers).toHaveBeenCalled();
  } finally {
    vi.restoreAllMocks();
  }
});
