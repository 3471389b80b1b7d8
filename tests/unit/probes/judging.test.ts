import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { check } from '../../../extension/helper/check.ts';
import { mintCertificate } from '../../../extension/helper/practice/certificate.ts';
import { refuses, type Script } from '../../../extension/helper/practice/script.ts';
import { compareNameServers, probeName } from '../../../extension/helper/probes/name.ts';
import { raceWithFallbackProbe } from '../../../extension/helper/probes/probe.ts';
import { judgeQuality, type StepTimes } from '../../../extension/helper/probes/quality.ts';
import type { Resolver, ServerAnswer } from '../../../extension/helper/probes/resolver.ts';
import { leadsTo } from '../../../extension/helper/probes/trust.ts';
import { windowsRelease } from '../../../extension/helper/probes/windows-release.ts';

const never = new AbortController().signal;

test.each<[times: StepTimes, answer: string | undefined]>([
  [{ connectMs: 2, negotiationMs: 11 }, 'good'],
  [{ connectMs: 199, negotiationMs: 190 }, 'good'],
  [{ connectMs: 302, negotiationMs: 310 }, 'slow'],
  [{ connectMs: 1004, negotiationMs: 12 }, 'lossy'],
  [{ connectMs: 3015, negotiationMs: 40 }, 'lossy'],
  // A line over a satellite takes as long for everything: nothing was lost.
  [{ connectMs: 1100, negotiationMs: 1150 }, 'slow'],
  [{ connectMs: 1100 }, 'slow'],
  [{ connectMs: 40, negotiationMs: 42, tlsMs: 85, identityMs: 44 }, 'good'],
  // One late answer is a host that thinks or a packet that was lost: nothing is claimed.
  [{ connectMs: 3, negotiationMs: 900 }, undefined],
  [{ connectMs: 40, negotiationMs: 42, tlsMs: 527, identityMs: 44 }, undefined],
  [{ connectMs: 40, negotiationMs: 42, tlsMs: 527, identityMs: 1063 }, 'lossy'],
])('judgeQuality: %j → %s', (times, answer) => {
  expect(judgeQuality(times)[0]?.answer).toBe(answer);
});

test.each<[string, string | undefined]>([
  ['10.0.26100', 'Windows 11 24H2 or Server 2025'],
  ['10.0.20348', 'Windows Server 2022'],
  ['10.0.19044', 'Windows 10 21H2'],
  ['6.3.9600', 'Windows 8.1 or Server 2012 R2'],
  ['5.1.2600', undefined],
  ['<b>10.0.26100', undefined],
  ['', undefined],
])('build %s is %s', (build, release) => {
  expect(windowsRelease(build)).toBe(release);
});

describe('a name', () => {
  const forever = () => new Promise<never>(() => {});
  const answer = (outcome: string, ...addresses: string[]): ServerAnswer => ({
    server: '192.0.2.53',
    outcome,
    addresses,
  });
  const resolver = (parts: Partial<Resolver>): Resolver => ({
    lookup: forever,
    askServers: async () => [],
    hostsFile: async () => [],
    ...parts,
  });
  const look = (parts: Partial<Resolver>, deadlineMs = 60, signal = never) =>
    probeName({ host: 'pc1.example', port: 3389 }, resolver(parts), { deadlineMs, signal });

  test('that the system still waits for is taken from the name server that knows it', async () => {
    const named = await look({ askServers: async () => [answer('ETIMEOUT'), answer('NOERROR', '192.0.2.1')] });
    expect(named).toMatchObject({
      outcome: 'passed',
      addresses: ['192.0.2.1'],
      findings: [{ answer: 'resolves', detail: { reason: 'name-server-silent' } }],
    });
  });

  test('that nobody answers for ends at the deadline, whatever getaddrinfo still does', async () => {
    const named = await look({ askServers: async () => [answer('ETIMEOUT')] });
    expect(named.findings[0]).toMatchObject({ answer: 'no-answer', detail: { errno: 'deadline' } });
  });

  test('that a name server knows and the system denies is not found, and the reason is reported', async () => {
    const lookup = async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
    const named = await look({ lookup, askServers: async () => [answer('NOERROR', '192.0.2.1')] });
    expect(named.findings[0]).toMatchObject({
      answer: 'not-found',
      detail: { reason: 'name-server-knows-it' },
    });
  });

  test('is let go of at once when the check is cancelled', async () => {
    const stop = new AbortController();
    const looking = look({}, 60_000, stop.signal);
    stop.abort();
    expect((await looking).outcome).toBe('failed');
  });

  test.each<[string, string[], ServerAnswer[], string]>([
    ['leads elsewhere than the name server', ['192.0.2.9'], [answer('NOERROR', '192.0.2.1')], 'wrong-address'],
    ['agrees with the name server', ['192.0.2.1'], [answer('NOERROR', '192.0.2.1')], 'resolves'],
    ['is known to no name server', ['192.0.2.9'], [answer('ENOTFOUND')], 'resolves'],
  ])('of the hosts file that %s', async (_, listed, servers, expected) => {
    const own = resolver({
      lookup: async () => listed,
      hostsFile: async () => listed,
      askServers: async () => servers,
    });
    const target = { host: 'pc1.example', port: 3389 };
    const named = await probeName(target, own, { deadlineMs: 1000, signal: never });
    // Whether its address is any good is not known yet.
    expect(named.findings).toEqual([]);
    const [found] = await compareNameServers(target, named, own, never);
    expect(found?.answer).toBe(expected);
  });

  test.each<[string, ServerAnswer[], string | undefined]>([
    ['that a cache holds longer than the name server', [answer('NOERROR', '192.0.2.1')], 'wrong-address'],
    ['that all agree on', [answer('NOERROR', '192.0.2.9')], undefined],
    [
      'that one of two name servers knows so',
      [answer('NOERROR', '192.0.2.1'), answer('NOERROR', '192.0.2.9')],
      undefined,
    ],
    ['that only this system knows', [answer('ENOTFOUND')], undefined],
  ])('%s', async (_, servers, expected) => {
    const own = resolver({ lookup: async () => ['192.0.2.9'], askServers: async () => servers });
    const target = { host: 'pc1.example', port: 3389 };
    const named = await probeName(target, own, { deadlineMs: 1000, signal: never });
    expect((await compareNameServers(target, named, own, never))[0]?.answer).toBe(expected);
  });
});

test.each<[failure: number, security: string, code: string | undefined]>([
  [1, 'mismatch', 'rdp-negotiation-failure:0x1'],
  [2, 'standard', undefined],
  [3, 'mismatch', 'rdp-negotiation-failure:0x3'],
  [4, 'mismatch', 'rdp-negotiation-failure:0x4'],
  [5, 'mismatch', 'rdp-negotiation-failure:0x5'],
  [6, 'mismatch', 'rdp-negotiation-failure:0x6'],
  [99, 'mismatch', 'rdp-negotiation-failure:0x63'],
])('RDP_NEG_FAILURE %i is reported as %s, by its number', async (failure, security, code) => {
  await withServer(refuses(failure), async port => {
    const { findings, connections } = await check({ host: '127.0.0.1', port });
    const answerOf = (question: string) => findings.find(found => found.question === question)?.answer;
    expect({ security: answerOf('security'), code: answerOf('code') }).toEqual({ security, code });
    // Only a host that asks for what it was offered is asked once more.
    expect(connections).toBe(failure === 1 ? 2 : 1);
  });
});

test('trust needs a signature and dates that hold, not only an issuer of the right name', async () => {
  const [past, start, end] = [-9, -2, 9].map(days => new Date(Date.now() + days * 86_400_000));
  if (past === undefined || start === undefined || end === undefined) throw new Error('three dates');
  const dates = { notBefore: start, notAfter: end };
  const root = await mintCertificate({ commonName: 'root', ...dates });
  const impostor = await mintCertificate({ commonName: 'root', ...dates });
  const issuer = { commonName: 'root', key: root.key };
  const good = await mintCertificate({ commonName: 'pc1.example', ...dates, issuer });
  const old = await mintCertificate({ commonName: 'pc1.example', notBefore: past, notAfter: start, issuer });
  const leads = (leaf: { cert: string }, to: { cert: string }) =>
    leadsTo(new X509Certificate(leaf.cert), [new X509Certificate(to.cert)], new Date());
  expect([leads(good, root), leads(good, impostor), leads(old, root)]).toEqual([true, false, false]);
});

describe('a second look', () => {
  const bounds = { deadlineMs: 1000, signal: never };
  const look = async () => 'seen';

  test('is not taken where the first says enough soon', async () => {
    let looks = 0;
    const count = async () => ++looks;
    const { looked } = await raceWithFallbackProbe(Promise.resolve(1), count, {
      ...bounds,
      afterMs: 5,
      needed: () => false,
    });
    expect({ looked, looks }).toEqual({ looked: undefined, looks: 0 });
  });

  test('is taken at once where the first ends soon and says too little', async () => {
    const second = await raceWithFallbackProbe(Promise.resolve(1), look, {
      ...bounds,
      afterMs: 60_000,
      needed: () => true,
    });
    expect(second).toEqual({ of: 1, looked: 'seen' });
  });

  test('is stopped when the first comes to what needs none', async () => {
    const first = Promise.withResolvers<number>();
    const untilStopped = ({ signal }: { signal: AbortSignal }) =>
      new Promise<string>(resolve => signal.addEventListener('abort', () => resolve('stopped')));
    const lookOn = (bound: { signal: AbortSignal }) => {
      setImmediate(() => first.resolve(1));
      return untilStopped(bound);
    };
    const both = raceWithFallbackProbe(first.promise, lookOn, { ...bounds, afterMs: 0, needed: () => false });
    expect(await both).toEqual({ of: 1, looked: 'stopped' });
  });
});

async function withServer(script: Script, use: (port: number) => Promise<void>): Promise<void> {
  const server = net.createServer(socket => void script(socket.on('error', () => {})));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await use(address.port);
  await new Promise(resolve => server.close(resolve));
}
