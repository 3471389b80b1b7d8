import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import net from 'node:net';
import { startProgram } from '../system-program.ts';

/** How long an attempt may go unanswered before the port counts as silent. */
const SILENT_AFTER_MS = 400;
const MAX_ATTEMPTS = 8;

/**
 * A listener that never accepts: it holds the port and blocks. Once its queue is full the kernel drops every further
 * SYN, which is just what a firewall's DROP looks like. It goes away with the program that started it.
 */
const NEVER_ACCEPTS = `
const { createServer } = require('node:net');
const parent = process.ppid;
const server = createServer().listen({ host: '127.0.0.1', port: Number(process.argv[1]), backlog: 1 }, () => {
  require('node:fs').writeSync(1, String(server.address().port));
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (process.ppid === parent) Atomics.wait(never, 0, 0, 500);
  process.exit();
});
`;

export interface DroppedPort {
  readonly port: number;
  close(): Promise<void>;
}

/** A silent port on loopback, or `undefined` on systems that refuse instead of dropping. */
export async function openDroppedPort(port: number): Promise<DroppedPort | undefined> {
  const child = await startProgram(process.execPath, ['-e', NEVER_ACCEPTS, String(port)]);
  const attempts: net.Socket[] = [];
  const close = async () => {
    for (const attempt of attempts) attempt.destroy();
    await ended(child);
  };
  const taken = await portOf(child);
  for (let tried = 0; taken !== undefined && tried < MAX_ATTEMPTS; tried++) {
    const attempt = net.connect({ host: '127.0.0.1', port: taken });
    attempts.push(attempt);
    const answer = await answerTo(attempt);
    if (answer === 'silent') return { port: taken, close };
    if (answer === 'refused') break;
  }
  await close();
  return undefined;
}

function portOf(child: ChildProcessWithoutNullStreams): Promise<number | undefined> {
  return new Promise(resolve => {
    child.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())));
    child.once('exit', () => resolve(undefined));
    child.once('error', () => resolve(undefined));
  });
}

function answerTo(attempt: net.Socket): Promise<'open' | 'refused' | 'silent'> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve('silent'), SILENT_AFTER_MS);
    const answered = (answer: 'open' | 'refused') => () => {
      clearTimeout(timer);
      resolve(answer);
    };
    attempt.once('connect', answered('open')).once('error', answered('refused'));
    attempt.on('error', () => {});
  });
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise(resolve => {
    child.once('exit', resolve);
    child.kill('SIGKILL');
  });
}
