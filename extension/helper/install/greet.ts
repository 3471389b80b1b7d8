import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { parseJson } from '../../../machines/schemas/fields.ts';
import { createFrameReader, encodeFrame, MAX_INPUT_BYTES, MAX_OUTPUT_BYTES } from '../../wire/frames.ts';
import { helperStateOf } from '../../wire/greeting.ts';
import { decodeReply } from '../../wire/replies.ts';
import { WIRE_VERSION } from '../../wire/requests.ts';
import { startProgram, systemProgram } from '../system-program.ts';
import { type BrowserStatus, type Proof, seen } from './proof.ts';

const DEADLINE_MS = 5_000;
const MAX_COMPLAINT = 2_000;

/** Starts the launcher as a browser would, with the same words, and says hello. */
export async function greet(
  launcher: string,
  words: readonly string[],
  deadlineMs = DEADLINE_MS,
): Promise<BrowserStatus> {
  const [file, args, options] = launching(launcher, words);
  return startProgram(file, args, options).then(child => conversation(child, deadlineMs), notStarted);
}

/** How a browser starts a launcher. */
export function launching(
  launcher: string,
  words: readonly string[],
): readonly [file: string, args: readonly string[], options: { readonly windowsVerbatimArguments?: boolean }] {
  if (!launcher.endsWith('.bat')) return [launcher, words, {}];
  // A batch file needs cmd, which takes one line as it stands; its path and words are ours or stand in the manifest that
  // the browser obeys.
  const line = [launcher, ...words].map(word => `"${word}"`).join(' ');
  return [systemProgram('cmd', 'win32'), ['/d', '/s', '/c', `"${line}"`], { windowsVerbatimArguments: true }];
}

function notStarted(error: unknown): BrowserStatus {
  return { state: 'bad-path', proof: [seen('not-started', { text: String(error) })] };
}

function conversation(child: ChildProcessWithoutNullStreams, deadlineMs: number): Promise<BrowserStatus> {
  const { stdin, stdout, stderr } = child;
  return new Promise(resolve => {
    const read = createFrameReader(MAX_OUTPUT_BYTES);
    let complaint = '';
    const settle = (state: BrowserStatus['state'], proof: readonly Proof[] = []) => {
      clearTimeout(deadline);
      // What the launcher started may outlive it, and would keep this process waiting for its streams.
      for (const stream of [stdin, stdout, stderr]) stream.destroy();
      child.kill();
      child.unref();
      resolve({ state, proof });
    };
    const said = () => (complaint.trim() === '' ? [] : [seen('complaint', { text: tellingLine(complaint) })]);
    const deadline = setTimeout(() => settle('no-answer', said()), deadlineMs);

    child.on('error', ({ message }) => settle('bad-path', [seen('not-started', { text: message })]));
    child.on('close', (code, signal) => settle('crashed', [seen('exit', { code: `${signal ?? code}` }), ...said()]));
    stdin.on('error', () => {});
    stderr.on('data', (bytes: Buffer) => {
      complaint = `${complaint}${bytes}`.slice(0, MAX_COMPLAINT);
    });
    stdout.on('data', (bytes: Buffer) => {
      for (const frame of read(bytes)) {
        const message = frame.kind === 'frame' ? parseJson(frame.text) : undefined;
        // A browser ends the conversation at the first byte that is no frame.
        if (message === undefined) return settle('crashed', [seen('no-frame')]);
        const reply = decodeReply(message);
        if (reply?.kind !== 'hello') return settle('no-answer', [seen('no-greeting')]);
        const versions = reply.versions.join(', ') || '—';
        settle(helperStateOf(reply.versions) ?? 'ready', [
          seen('versions', { program: reply.program, versions, expected: `${WIRE_VERSION}` }),
        ]);
      }
    });
    stdin.write(encodeFrame(JSON.stringify({ v: WIRE_VERSION, id: 'status', kind: 'hello' }), MAX_INPUT_BYTES));
  });
}

/** The first line that speaks of an error, else the last; Node puts the stack and its version behind that. */
function tellingLine(text: string): string {
  const lines = text.split('\n').map(line => line.trim());
  const told = lines.filter(line => line !== '' && !/^(?:at |node\.js v|\^+$)/i.test(line));
  return (told.find(line => /error/i.test(line)) ?? told.at(-1) ?? '').slice(0, 200);
}
