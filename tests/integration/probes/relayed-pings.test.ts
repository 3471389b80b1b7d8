import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RelayedPings } from '../../../extension/helper/probes/relayed-pings.ts';
import { systemProgram } from '../../../extension/helper/system-program.ts';
import { read } from '../../../machines/reading/read.ts';

const bounds = { deadlineMs: 20_000, signal: new AbortController().signal };
const inTime = () => performance.now() + 10_000;
const has = (name: 'ping' | 'xargs') => existsSync(systemProgram(name));

/** What stands for the ping prints what `ping` of Linux does for a host of which the last part is so. */
const PRINTS = `
printf 'PING %s (%s) 56(84) bytes of data.\\n' "$0" "$0"
case "$0" in
  *.7) printf '64 bytes from %s: icmp_seq=1 ttl=64 time=0.05 ms\\n' "$0"; counts='2 packets transmitted, 1 received, 50% packet loss' ;;
  *.8) printf 'From 192.0.2.1 icmp_seq=1 Destination Net Unreachable\\n'; counts='2 packets transmitted, 0 received, +2 errors, 100% packet loss' ;;
  *) counts='2 packets transmitted, 0 received, 100% packet loss' ;;
esac
printf '\\n--- %s ping statistics ---\\n%s, time 301ms\\n\\n' "$0" "$counts"
`;
const printing = () => new RelayedPings(() => ['/bin/sh', '-c', PRINTS]);
const pathIn = (text: string) => read(text).findings.find(({ question }) => question === 'path')?.answer;

test.runIf(has('xargs') && has('ping'))('relayed pings: addresses of this device → both answer', async () => {
  const pings = new RelayedPings(() => [systemProgram('ping'), '-n', '-c', '2', '-i', '0.3', '-W', '1']);
  const told = await Promise.all(['127.0.0.1', '127.0.0.9'].map(address => pings.ask(address, bounds, inTime())));
  expect(told.map(relayed => relayed?.kind === 'printed' && pathIn(relayed.text))).toEqual(['answers', 'answers']);
});

test.runIf(has('xargs'))(
  'relayed pings: a hundred silent hosts and one that loses → each its own, the silent alike',
  async () => {
    const pings = printing();
    const hosts = Array.from({ length: 100 }, (_, at) => `198.51.100.${100 + at}`);
    const told = await Promise.all([...hosts, '198.51.100.7'].map(host => pings.ask(host, bounds, inTime())));
    const texts = told.map(relayed => (relayed?.kind === 'printed' ? relayed.text : ''));
    expect(new Set(texts.slice(0, -1)).size).toBe(1);
    expect(pathIn(texts[0] ?? '')).toBe('silent');
    expect(pathIn(texts.at(-1) ?? '')).toBe('lossy');
  },
);

test.runIf(has('xargs'))('relayed pings: a router reports errors → unclear, to be asked by itself', async () => {
  expect(await printing().ask('198.51.100.8', bounds, inTime())).toEqual({ kind: 'unclear' });
});

test.runIf(has('xargs'))('relayed pings: the same host asked twice at a time → one ping for both', async () => {
  const pings = printing();
  const [first, second] = await Promise.all([1, 2].map(() => pings.ask('198.51.100.20', bounds, inTime())));
  expect(first).toEqual(second);
  expect(first?.kind).toBe('printed');
});

test.each(['-f', '198.51.100.1 -f', '198.51.100.1\n-f', 'fe80::1%eth0;id', '"', ''])(
  'relayed pings: %j, which is no address → nothing is started',
  async address => {
    const pings = new RelayedPings(() => {
      throw new Error('started');
    });
    expect(await pings.ask(address, bounds, inTime())).toEqual({ kind: 'unclear' });
  },
);

test.runIf(has('xargs'))('relayed pings: no turn before the latest start → nothing is said', async () => {
  const pings = new RelayedPings(() => ['/bin/sh', '-c', 'sleep 2']);
  const stop = new AbortController();
  const soon = { deadlineMs: 300, signal: stop.signal };
  const told = await Promise.all(
    Array.from({ length: 120 }, (_, at) => pings.ask(`198.51.100.${at}`, soon, performance.now() + 50)),
  );
  expect(told.every(relayed => relayed === undefined)).toBe(true);
  stop.abort();
});
