import { type ChildProcess, execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import type { Blame, CauseId } from '../../machines/vocabulary.ts';
import { type Server, startXrdp } from '../e2e/servers.ts';
import { HOST, Network, whyNoLab } from './network.ts';

const run = promisify(execFile);
const reconnect = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');

export interface Checked {
  readonly healthy: boolean;
  readonly exit: number;
  readonly stages: Readonly<Record<string, string>>;
  readonly answers: (question: string) => readonly string[];
  /** Which sentence of its own a finding asks for. */
  readonly wordings: readonly unknown[];
  readonly causes: readonly { readonly cause: CauseId; readonly probability: number; readonly blame: Blame }[];
  readonly settled: boolean;
  readonly connections: number;
  readonly elapsedMs: number;
}

/** The lab with its servers, from the first of these tests to the last; each of them starts on a network without faults. */
export function inLab(
  what: string,
  tests: (network: Network, check: (target: string) => Promise<Checked>) => void,
): void {
  const reason = whyNoLab();
  if (reason !== undefined) test(what, context => context.skip(reason));
  else
    describe(what, () => {
      const network = new Network();
      const check = openLab(network);
      tests(network, check);
    });
}

/** `reconnect check --json` as the client's own user would run it, inside the client's namespace. */
function openLab(network: Network): (target: string) => Promise<Checked> {
  let xrdp: Server;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    await network.open();
    const started = await startXrdp('negotiate', { namespace: network.name('host'), port: 3389 });
    if ('missing' in started) throw new Error(started.missing);
    xrdp = started;
    await start('name-server.ts', HOST);
    await start('host-server.ts');
  });
  afterEach(() => network.heal());
  afterAll(async () => {
    for (const child of running) child.kill();
    await xrdp.stop();
    await network.close();
  });

  /** A script of the lab in the host's namespace, once it says that it is ready. */
  async function start(script: string, ...args: readonly string[]): Promise<void> {
    const words = ['netns', 'exec', network.name('host'), process.execPath, path.join(import.meta.dirname, script)];
    const child = spawn('ip', [...words, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    running.push(child);
    await new Promise(resolve => child.stdout.once('data', resolve));
  }

  return async function check(target: string): Promise<Checked> {
    const words = target.split(' ').filter(word => !word.includes('='));
    const variables = target.split(' ').flatMap(word => (word.includes('=') ? [word.split('=')] : []));
    const args = ['netns', 'exec', network.name('client'), process.execPath, reconnect, 'check', ...words, '--json'];
    const options = { env: { ...process.env, ...Object.fromEntries(variables) } };
    const { stdout, code } = await run('ip', args, options).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      (error: { stdout: string; code: number }) => error,
    );
    const result = JSON.parse(stdout);
    return {
      exit: code,
      healthy: result.verdict.healthy,
      stages: Object.fromEntries(result.stages.map((s: { stage: string; outcome: string }) => [s.stage, s.outcome])),
      answers: question =>
        result.findings.flatMap((f: { question: string; answer: string }) =>
          f.question === question ? [f.answer] : [],
        ),
      wordings: result.findings.flatMap((f: { detail?: { wording?: unknown } }) => f.detail?.wording ?? []),
      causes: result.verdict.causes,
      settled: result.verdict.settled,
      connections: result.connections,
      elapsedMs: result.elapsedMs,
    };
  };
}
