import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { freePort } from './ports.ts';
import { isInstalled, type Missing, type Server, startPrometheus } from './servers.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'dist/reconnect.mjs');
const deploy = path.join(root, 'extension/helper/exporter/deploy');
const shipped = (name: string) => readFile(path.join(deploy, name), 'utf8');

/** A practice host, and the stage at which the alert has to name it; none where it is well. */
const EXPECTED: Readonly<Record<string, string | undefined>> = {
  'healthy-nla': undefined,
  skewed: undefined,
  'no-certificate': 'negotiation',
  'tls-closes': 'tls',
  'nla-refused': 'authentication',
};

describe('exporter: practice hosts behind a real Prometheus, with the files that are shipped', () => {
  let folder = '';
  let practice: Practice;
  let away = 0;
  let exporter: ChildProcess;
  let address = '';
  let prometheus: Server | Missing;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-exporter-'));
    practice = await startPracticeHosts({ only: Object.keys(EXPECTED) });
    away = await freePort();
    const ports = [...practice.hosts.map(({ port }) => port), away];
    await writeFile(path.join(folder, 'hosts.txt'), ports.map(port => `127.0.0.1:${port} site=here\n`).join(''));
    const config = { targets: ['127.0.0.1'], ports, hosts: 'hosts.txt' };
    await writeFile(path.join(folder, 'exporter.json'), JSON.stringify(config));
    address = `127.0.0.1:${await freePort()}`;
    exporter = await startExporter(path.join(folder, 'exporter.json'), address);
    // Other times than people want, so that a test does not take minutes; the rest is what is shipped.
    const settings = (await shipped('prometheus.yml'))
      .replaceAll('127.0.0.1:9389', address)
      .replaceAll(/(scrape_interval|scrape_timeout): \d+s/g, '$1: 4s')
      .replace('evaluation_interval: 30s', 'evaluation_interval: 1s\n  scrape_interval: 2s\n  scrape_timeout: 2s')
      .replace('refresh_interval: 60s', 'refresh_interval: 1s');
    const rules = (await shipped('rules.yml')).replaceAll(/for: \d+[mh]/g, 'for: 1s');
    prometheus = await startPrometheus({ 'prometheus.yml': settings, 'rules.yml': rules });
  });
  afterAll(async () => {
    if (prometheus !== undefined && 'stop' in prometheus) await prometheus.stop();
    exporter?.kill();
    await practice?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const nameOf = (port: number) => `127.0.0.1:${port}`;
  const stageOf = (id: string) => nameOf(practice.hosts.find(host => host.id === id)?.port ?? 0);

  /** Which host the alert fires for, and at which stage. */
  async function firing(server: Server, alert: string): Promise<Record<string, string>> {
    const { data } = await (await fetch(`http://127.0.0.1:${server.port}/api/v1/alerts`)).json();
    const alerts: { state: string; labels: Record<string, string> }[] = data.alerts;
    const fired = alerts.filter(({ state, labels }) => state === 'firing' && labels.alertname === alert);
    return Object.fromEntries(fired.map(({ labels }) => [labels.instance ?? '', labels.stage ?? '']));
  }

  test('each host that fails → its alert names the stage; it ends when the host is back', async context => {
    if ('missing' in prometheus) return context.skip(prometheus.missing);
    const server = prometheus;
    const failing = Object.entries(EXPECTED).flatMap(([id, stage]) => (stage ? [[stageOf(id), stage]] : []));
    const expected = Object.fromEntries([...failing, [nameOf(away), 'port']]);
    await expect.poll(() => firing(server, 'RemoteDesktopFails')).toEqual(expected);
    await expect.poll(() => firing(server, 'RemoteDesktopClockSkewed')).toEqual({ [stageOf('skewed')]: '' });
    expect(await firing(server, 'RemoteDesktopNotChecked')).toEqual({});
    const back = await startPracticeHosts({ basePort: away, only: ['healthy-nla'] });
    await expect.poll(() => firing(server, 'RemoteDesktopFails')).toEqual(Object.fromEntries(failing));
    await back.close();
  });

  test('each query of the dashboard → is understood, and finds something', async context => {
    if ('missing' in prometheus) return context.skip(prometheus.missing);
    const server = prometheus;
    const { panels, annotations } = JSON.parse(await shipped('grafana-dashboard.json'));
    const asked: string[] = [
      ...panels.flatMap(({ targets }: { targets: { expr: string }[] }) => targets.map(({ expr }) => expr)),
      annotations.list[0].expr,
    ];
    expect(asked.length).toBeGreaterThan(10);
    for (const expr of asked) {
      const query = expr.replaceAll('$job', 'remote-desktop').replaceAll('$__rate_interval', '1m');
      const url = `http://127.0.0.1:${server.port}/api/v1/query?query=${encodeURIComponent(query)}`;
      const found = async () => {
        const { status, data } = await (await fetch(url)).json();
        return status === 'success' && data.result.length > 0;
      };
      await expect.poll(found, { message: query }).toBe(true);
    }
  });

  test('a target that is not allowed → 403; SIGTERM → ends with 0', async () => {
    expect((await fetch(`http://${address}/probe?target=127.0.0.2`)).status).toBe(403);
    const ended = new Promise(resolve => exporter.once('exit', resolve));
    exporter.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

async function startExporter(config: string, listen: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, 'exporter', '--config', config, '--listen', listen], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', code => reject(new Error(`the exporter ended with ${code}`)));
  });
  return child;
}

test('rules and configuration: promtool checks and tests them → nothing is wrong', async context => {
  if (!(await isInstalled('promtool'))) return context.skip('promtool is not installed');
  const options = { cwd: deploy };
  await run('promtool', ['check', 'config', 'prometheus.yml'], options);
  await run('promtool', ['test', 'rules', 'rules.test.yml'], options);
  // Each alert has a test.
  const alerts = [...(await shipped('rules.yml')).matchAll(/alert: (\w+)/g)].map(([, name]) => name);
  const tested = await shipped('rules.test.yml');
  expect(alerts.filter(name => !tested.includes(`alertname: ${name}`))).toEqual([]);
});

test('Icinga: the command and its service → are taken', async context => {
  if (!(await isInstalled('icinga2'))) return context.skip('icinga2 is not installed');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-icinga-'));
  // Icinga reads and writes as a user of its own.
  await chmod(folder, 0o777);
  const file = path.join(folder, 'icinga2.conf');
  await cp(path.join(deploy, 'icinga2.conf'), path.join(folder, 'shipped.conf'));
  const host = 'object Host "pc1" {\n  address = "127.0.0.1"\n  check_command = "dummy"\n  vars.rdp = true\n}\n';
  const library = 'const PluginDir = "/usr/lib/nagios/plugins"\ninclude <itl>\ninclude <plugins>\n';
  await writeFile(file, `${library}include "shipped.conf"\n${host}`);
  const own = [`-DDataDir=${folder}`, `-DCacheDir=${folder}`, `-DLogDir=${folder}`, `-DInitRunDir=${folder}`];
  const { stdout } = await run('icinga2', ['daemon', '-C', '-c', file, ...own]);
  expect(stdout).toContain('Instantiated 1 Service');
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['healthy-nla', 0, /^RDP OK - 127\.0\.0\.1:\d+: .+ \| time=[\d.]+s;;;0 name=/],
  ['tls-closes', 2, /^RDP CRITICAL - 127\.0\.0\.1:\d+: .+ \| time=[\d.]+s;;;0 name=/],
])('plugin: %s → exit %i, one line and performance data', async (id, exit, line) => {
  const practice = await startPracticeHosts({ only: [id] });
  const target = `127.0.0.1:${practice.hosts[0]?.port}`;
  const words = [program, 'check', '--format', 'nagios', target, '--timeout', '30'];
  const { code, stdout } = await run(process.execPath, words).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  expect([code, stdout]).toEqual([exit, expect.stringMatching(line)]);
  await practice.close();
});
