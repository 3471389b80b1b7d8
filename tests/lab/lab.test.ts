import { type ChildProcess, execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Blame, CauseId } from '../../machines/vocabulary.ts';
import { type Server, startXrdp } from '../e2e/servers.ts';
import { faults } from './faults.ts';
import { CLIENT, HOST, HOST_RELAYED, HOST_SECOND, HOST_V6, Network, NOWHERE, whyNoLab } from './network.ts';

const run = promisify(execFile);
const reconnect = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
const reason = whyNoLab();

interface Checked {
  readonly healthy: boolean;
  readonly stages: Readonly<Record<string, string>>;
  readonly answers: (question: string) => readonly string[];
  readonly causes: readonly { readonly cause: CauseId; readonly probability: number; readonly blame: Blame }[];
  readonly connections: number;
  readonly elapsedMs: number;
}

if (reason === undefined) describe('the lab', lab);
else test('the lab', context => context.skip(reason));

function lab(): void {
  const network = new Network();
  let xrdp: Server;
  let names: ChildProcess;

  beforeAll(async () => {
    await network.open();
    const started = await startXrdp('negotiate', { namespace: network.name('host'), port: 3389 });
    if ('missing' in started) throw new Error(started.missing);
    xrdp = started;
    names = spawn(
      'ip',
      ['netns', 'exec', network.name('host'), process.execPath, path.join(import.meta.dirname, 'name-server.ts'), HOST],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise(resolve => names.stdout?.once('data', resolve));
  });
  afterEach(() => network.heal());
  afterAll(async () => {
    names.kill();
    await xrdp.stop();
    await network.close();
  });

  /** `reconnect check --json` as the client's own user would run it, inside the client's namespace. */
  async function check(target: string): Promise<Checked> {
    const args = ['netns', 'exec', network.name('client'), process.execPath, reconnect, 'check', target, '--json'];
    const { stdout } = await run('ip', args).catch((error: { stdout: string }) => error);
    const result = JSON.parse(stdout);
    return {
      healthy: result.verdict.healthy,
      stages: Object.fromEntries(result.stages.map((s: { stage: string; outcome: string }) => [s.stage, s.outcome])),
      answers: question =>
        result.findings.flatMap((f: { question: string; answer: string }) =>
          f.question === question ? [f.answer] : [],
        ),
      causes: result.verdict.causes,
      connections: result.connections,
      elapsedMs: result.elapsedMs,
    };
  }

  test('a host that is well is called well, over IPv4 and over IPv6', async () => {
    for (const target of [HOST, `[${HOST_V6}]`, 'good.lab.test', 'both.lab.test']) {
      const checked = await check(target);
      expect(checked.healthy, target).toBe(true);
    }
  });

  test.each(faults(network))('%s', async (_, breakIt, target, sees, failed, causes) => {
    await breakIt();
    const checked = await check(target);
    for (const [question, answer] of Object.entries(sees)) expect(checked.answers(question)).toContain(answer);
    expect(Object.entries(checked.stages).find(([, outcome]) => outcome === 'failed')?.[0]).toBe(failed);
    expect(checked.healthy).toBe(false);
    expect(causes).toContain(checked.causes[0]?.cause);
    expect(checked.connections).toBeLessThanOrEqual(3);
    if (failed === 'port') expect(checked.elapsedMs).toBeLessThan(6_000);
  });

  test('a second address that is dead is told, and the host is well', async () => {
    const checked = await check('half-dead.lab.test');
    expect(checked.healthy).toBe(true);
    expect(checked.answers('addresses')).toEqual(['some-fail']);
  });

  test('a broken family is told, whichever it is', async () => {
    for (const rule of ['meta nfproto ipv6 drop', 'meta nfproto ipv4 tcp dport 3389 drop']) {
      await network.rules('router', { forward: rule });
      const checked = await check('both.lab.test');
      expect(checked.healthy).toBe(true);
      expect(checked.answers('addresses')).toEqual(['some-fail']);
      await network.heal();
    }
  });

  test('a hosts file that leads to the right host is well', async () => {
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
  ])('%s is well and told', async (_, line, answer) => {
    const relay = await network.relay(line);
    const checked = await check(HOST_RELAYED);
    relay.kill();
    expect(checked.healthy).toBe(true);
    expect(checked.answers('quality')).toEqual([answer]);
  });

  test('a host that lets in one new connection in a while is not knocked on twice', async () => {
    await network.rules('host', { input: 'tcp dport 3389 ct state new limit rate over 1/minute burst 1 packets drop' });
    const checked = await check(HOST_SECOND);
    expect(checked.healthy).toBe(true);
    expect(checked.connections).toBe(1);
  });

  test('only the client was ever asked to do anything: it has its own address', async () => {
    expect(await network.in('client', 'ip -4 -brief addr show eth0')).toContain(CLIENT);
  });
}
