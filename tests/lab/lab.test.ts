import { expect, test } from 'vitest';
import { CLIENT, HOST, HOST_RELAYED, HOST_SECOND, HOST_V6, NOWHERE } from './network.ts';
import { inLab } from './opened-lab.ts';
import { portOf } from './speakers.ts';
import { WELL } from './spoken-faults.ts';

inLab('the lab', (network, check) => {
  test('a healthy host is reported as healthy, over IPv4 and over IPv6', async () => {
    for (const target of [HOST, `[${HOST_V6}]`, 'good.lab.test', 'both.lab.test']) {
      const checked = await check(target);
      expect(checked.healthy, target).toBe(true);
    }
  });

  test.each(WELL)('a host with %s is well', async (_, id, sees, name = HOST) => {
    const checked = await check(`${name}:${portOf(id)}`);
    for (const [question, answer] of Object.entries(sees)) expect(checked.answers(question)).toContain(answer);
    expect(checked.healthy).toBe(true);
    expect(checked.exit).toBe(0);
    expect(Object.values(checked.stages)).not.toContain('failed');
  });

  test('a gateway that asks who is there settles nothing, and blames nobody', async () => {
    const checked = await check(`${HOST} --gateway ${HOST}:${portOf('gateway')}`);
    expect(checked.answers('gateway')).toEqual(['reachable']);
    expect(checked.exit).toBe(3);
  });

  test('a second address that is dead is reported, and the host is healthy', async () => {
    const checked = await check('half-dead.lab.test');
    expect(checked.healthy).toBe(true);
    expect(checked.answers('addresses')).toEqual(['some-fail']);
    expect(checked.elapsedMs).toBeLessThan(3_000);
  });

  test('a broken family is reported, whichever it is', async () => {
    for (const rule of ['meta nfproto ipv6 drop', 'meta nfproto ipv4 tcp dport 3389 drop']) {
      await network.rules('router', { forward: rule });
      const checked = await check('both.lab.test');
      expect(checked.healthy).toBe(true);
      expect(checked.answers('addresses')).toEqual(['some-fail']);
      await network.heal();
    }
  });

  test('lab: a family that this device has no route for → nothing is said of the name', async () => {
    await network.in('client', 'ip -6 route del default');
    const checked = await check('both.lab.test');
    expect(checked.healthy).toBe(true);
    expect(checked.answers('addresses')).toEqual([]);
  });

  test('lab: a device that has only IPv6 → a name with both is healthy, an IPv4 address gets its own sentence', async () => {
    network.hosts(`${HOST} both.lab.test\n${HOST_V6} both.lab.test`);
    await network.in('client', `ip -4 addr del ${CLIENT}/24 dev eth0`);
    try {
      const named = await check('both.lab.test');
      expect(named.healthy).toBe(true);
      expect(named.answers('addresses')).toEqual([]);
      const typed = await check(HOST);
      expect(typed.answers('path')).toEqual(['no-route']);
      expect(typed.wordings).toEqual(['only-ipv6']);
    } finally {
      await network.in('client', `ip addr add ${CLIENT}/24 dev eth0`);
    }
  });

  test('a hosts file that leads to the right host is healthy', async () => {
    network.hosts(`${HOST_SECOND} own.lab.test`);
    const checked = await check('own.lab.test');
    expect(checked.healthy).toBe(true);
    expect(checked.answers('name')).toEqual(['resolves']);
  });

  test('a name server that is silent is passed over when another one answers', async () => {
    network.resolver(NOWHERE, HOST);
    const checked = await check('good.lab.test');
    expect(checked.healthy).toBe(true);
    expect(checked.elapsedMs).toBeLessThan(6_000);
  });

  test.each([
    ['a slow line', { delayMs: 150 }, 'slow'],
    ['a line that loses the first packet', { delayMs: 2, losesSyns: 1 }, 'lossy'],
  ])('%s is healthy and reported', async (_, line, answer) => {
    const relay = await network.relay(line);
    const checked = await check(HOST_RELAYED);
    relay.kill();
    expect(checked.healthy).toBe(true);
    expect(checked.answers('quality')).toEqual([answer]);
  });

  test('a host that lets in one new connection in a while is not connected to twice', async () => {
    await network.rules('host', { input: 'tcp dport 3389 ct state new limit rate over 1/minute burst 1 packets drop' });
    const checked = await check(HOST_SECOND);
    expect(checked.healthy).toBe(true);
    expect(checked.connections).toBe(1);
  });

  test('only the client was ever asked to do anything: it has its own address', async () => {
    expect(await network.in('client', 'ip -4 -brief addr show eth0')).toContain(CLIENT);
  });
});
