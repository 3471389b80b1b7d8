import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BlamedPlace } from '../../machines/report/both-ends.ts';
import type { CauseId } from '../../machines/vocabulary.ts';
import { BETWEEN } from '../unit/report/fixtures.ts';
import { HOST, Network, whyNoLab } from './network.ts';

const run = promisify(execFile);
const reconnect = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
const reason = whyNoLab() ?? (existsSync('/usr/bin/tcpdump') ? undefined : 'tcpdump is not installed');

if (reason === undefined) describe('both ends in the lab', bothEnds);
else test('both ends in the lab', context => context.skip(reason));

const HOSTS_OWN: readonly CauseId[] = ['port-blocked', 'service-down', 'rdp-disabled', 'wrong-port'];
/** A refusal comes at once, and so long a capture must go on before silence in it says something. */
const AFTERMATH_MS = 2_100;

/** A check on the client while the host records: what `read` makes of the two. */
function bothEnds(): void {
  const network = new Network();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'reconnect-both-ends-'));
  let listener: ChildProcess | undefined;

  beforeAll(async () => {
    await network.open();
    const script = "require('node:net').createServer().listen(3389, '0.0.0.0', () => console.log('ready'))";
    listener = spawn('ip', ['netns', 'exec', network.name('host'), process.execPath, '-e', script]);
    await new Promise(resolve => listener?.stdout?.once('data', resolve));
  });
  afterEach(() => network.heal());
  afterAll(async () => {
    listener?.kill();
    await network.close();
    rmSync(folder, { recursive: true });
  });

  const forward = (rule: string) => () => network.rules('router', { forward: rule });
  const input = (rule: string) => () => network.rules('host', { input: rule });

  test.each<
    [fault: string, breakIt: () => Promise<unknown>, port: number, place: BlamedPlace, causes: readonly CauseId[]]
  >([
    ['dropped on the way', forward('tcp dport 3389 drop'), 3389, 'between', BETWEEN],
    ['all of it dropped on the way', forward(`ip daddr ${HOST} drop`), 3389, 'between', BETWEEN],
    [
      'rejected on the way by ICMP',
      forward('tcp dport 3389 reject with icmpx admin-prohibited'),
      3389,
      'between',
      BETWEEN,
    ],
    ['rejected on the way by RST', forward('tcp dport 3389 reject with tcp reset'), 3389, 'refused-between', BETWEEN],
    ['lost on the way back', forward('tcp sport 3389 drop'), 3389, 'way-back', BETWEEN],
    ['all of it lost on the way back', forward(`ip saddr ${HOST} drop`), 3389, 'way-back', BETWEEN],
    ['dropped by the host', input('tcp dport 3389 drop'), 3389, 'host', HOSTS_OWN],
    ['rejected by the host', input('tcp dport 3389 reject with icmpx admin-prohibited'), 3389, 'host', HOSTS_OWN],
    ['refused, since nothing listens', async () => {}, 3390, 'host', HOSTS_OWN],
  ])('both ends: %s → the right one is blamed', async (_, breakIt, port, place, causes) => {
    await breakIt();
    const capture = path.join(folder, 'host.pcap');
    const recorder = await record(capture);
    const client = path.join(folder, 'client.json');
    writeFileSync(client, await check(`${HOST}:${port}`));
    await new Promise(resolve => setTimeout(resolve, AFTERMATH_MS));
    await stop(recorder);
    const { stdout } = await run(process.execPath, [reconnect, 'read', client, '--host', capture, '--json']);
    const joined = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(joined.ends.place).toBe(place);
    expect(causes).toContain(joined.verdict.causes[0].cause);
    expect(joined.ends.contradictions).toEqual([]);
  });

  async function check(target: string): Promise<string> {
    const args = ['netns', 'exec', network.name('client'), process.execPath, reconnect, 'check', target, '--json'];
    return run('ip', args).then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
  }

  async function record(file: string): Promise<ChildProcess> {
    const options = ['-Z', 'root', '--immediate-mode', '-U', '-n', '-i', 'eth0', '-w', file];
    const child = spawn('ip', ['netns', 'exec', network.name('host'), 'tcpdump', ...options]);
    await new Promise<void>(resolve => {
      child.stderr.on('data', (data: Buffer) => /listening on/.test(String(data)) && resolve());
    });
    // Somebody else's packet, so that the file shows that it was recording, and for how long.
    await network.in('host', 'ping -c 1 -W 1 10.77.2.1 >/dev/null');
    return child;
  }

  async function stop(child: ChildProcess): Promise<void> {
    await network.in('host', 'ping -c 1 -W 1 10.77.2.1 >/dev/null');
    const closed = new Promise(resolve => child.once('close', resolve));
    child.kill('SIGINT');
    await closed;
  }
}
