import { spawn } from 'node:child_process';
import { createFrameReader, encodeFrame, MAX_INPUT_BYTES, MAX_OUTPUT_BYTES } from '../../wire/frames.ts';
import { helperStateOf } from '../../wire/greeting.ts';
import { decodeReply } from '../../wire/replies.ts';
import { WIRE_VERSION } from '../../wire/requests.ts';
import { type BrowserStatus, type Proof, seen } from './proof.ts';

const DEADLINE_MS = 5_000;
const MAX_COMPLAINT = 2_000;

/** Starts the launcher as a browser would, with the same words, and says hello. */
export function greet(launcher: string, words: readonly string[], deadlineMs = DEADLINE_MS): Promise<BrowserStatus> {
  return new Promise(resolve => {
    // A batch file needs a shell; its path and its words are ours or stand in the manifest that the browser obeys.
    const batch = launcher.endsWith('.bat');
    const child = spawn(batch ? `"${launcher}"` : launcher, batch ? words.map(word => `"${word}"`) : [...words], {
      shell: batch,
      windowsHide: true,
    });
    const read = createFrameReader(MAX_OUTPUT_BYTES);
    let complaint = '';
    const settle = (state: BrowserStatus['state'], proof: readonly Proof[] = []) => {
      clearTimeout(deadline);
      child.stdin.destroy();
      child.kill();
      resolve({ state, proof });
    };
    const said = () => (complaint.trim() === '' ? [] : [seen('complaint', { text: lastLine(complaint) })]);
    const deadline = setTimeout(() => settle('no-answer', said()), deadlineMs);

    child.on('error', ({ message }) => settle('bad-path', [seen('not-started', { text: message })]));
    child.on('close', (code, signal) => settle('crashed', [seen('exit', { code: `${signal ?? code}` }), ...said()]));
    child.stdin.on('error', () => {});
    child.stderr.on('data', (bytes: Buffer) => {
      complaint = `${complaint}${bytes}`.slice(0, MAX_COMPLAINT);
    });
    child.stdout.on('data', (bytes: Buffer) => {
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
    child.stdin.write(encodeFrame(JSON.stringify({ v: WIRE_VERSION, id: 'status', kind: 'hello' }), MAX_INPUT_BYTES));
  });
}

/** Of what a program complains, its last line; Node's own complaint about a crash ends with its version. */
function lastLine(text: string): string {
  const lines = text.split('\n').map(line => line.trim());
  const told = lines.filter(line => line !== '' && !/^(?:at |node\.js v|\^+$)/i.test(line));
  return (told.find(line => /error/i.test(line)) ?? told.at(-1) ?? '').slice(0, 200);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
