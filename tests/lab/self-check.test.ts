import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startXrdp } from '../e2e/servers.ts';
import { Network, whyNoLab } from './network.ts';

const run = promisify(execFile);
const reconnect = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
const reason = whyNoLab();

if (reason === undefined) describe('the self-check of a host', selfCheck);
else test('the self-check of a host', context => context.skip(reason));

/** `reconnect host` with the system's real programs, on a host that has a network of its own. */
function selfCheck(): void {
  const network = new Network();
  beforeAll(() => network.open());
  afterAll(() => network.close());

  async function listenerOf(): Promise<{ listener: string; blame: string; exit: number }> {
    const args = ['netns', 'exec', network.name('host'), process.execPath, reconnect, 'host', '--json'];
    const { stdout, code } = await run('ip', args).then(
      done => ({ ...done, code: 0 }),
      (error: { stdout: string; code: number }) => error,
    );
    const { findings, verdict } = JSON.parse(stdout);
    const found = findings.find(({ question }: { question: string }) => question === 'listener');
    return { listener: found?.answer, blame: verdict.causes[0].blame, exit: code };
  }

  test('sees xrdp come, and go', async () => {
    expect(await listenerOf()).toEqual({ listener: 'not-listening', blame: 'host', exit: 1 });
    const xrdp = await startXrdp('negotiate', { namespace: network.name('host'), port: 3389 });
    if ('missing' in xrdp) throw new Error(xrdp.missing);
    expect(await listenerOf()).toMatchObject({ listener: 'listening', exit: 0 });
    await xrdp.stop();
    expect(await listenerOf()).toMatchObject({ listener: 'not-listening', exit: 1 });
  });

  test('sees an xrdp that has another port', async () => {
    const xrdp = await startXrdp('negotiate', { namespace: network.name('host'), port: 3390 });
    if ('missing' in xrdp) throw new Error(xrdp.missing);
    expect(await listenerOf()).toMatchObject({ listener: 'other-port', exit: 1 });
    await xrdp.stop();
  });
}
