import { spawn } from 'node:child_process';
import type { HelperState } from '../../../machines/check-events.ts';
import { createFrameReader, encodeFrame, MAX_INPUT_BYTES, MAX_OUTPUT_BYTES } from '../../wire/frames.ts';
import { helperStateOf } from '../../wire/greeting.ts';
import { decodeReply } from '../../wire/replies.ts';
import { WIRE_VERSION } from '../../wire/requests.ts';
import { ALLOWED_ORIGIN } from './manifest.ts';

const DEADLINE_MS = 5_000;

/** Starts the launcher as a browser would and says hello. Undefined where all is well. */
export function greet(launcher: string, deadlineMs = DEADLINE_MS): Promise<HelperState | undefined> {
  return new Promise(resolve => {
    // A batch file needs a shell; its path is ours, from the manifest that `register` wrote.
    const batch = launcher.endsWith('.bat');
    const child = spawn(batch ? `"${launcher}"` : launcher, [ALLOWED_ORIGIN], {
      stdio: ['pipe', 'pipe', 'ignore'],
      shell: batch,
      windowsHide: true,
    });
    const read = createFrameReader(MAX_OUTPUT_BYTES);
    const settle = (state: HelperState | undefined) => {
      clearTimeout(deadline);
      child.stdin.destroy();
      child.kill();
      resolve(state);
    };
    const deadline = setTimeout(() => settle('no-answer'), deadlineMs);
    child.on('error', () => settle('bad-path'));
    child.on('close', () => settle('crashed'));
    child.stdin.on('error', () => {});
    child.stdout.on('data', (bytes: Buffer) => {
      for (const frame of read(bytes)) {
        const reply = frame.kind === 'frame' ? decodeReply(parseJson(frame.text)) : undefined;
        if (reply?.kind === 'hello') settle(helperStateOf(reply.versions));
        else settle('crashed');
      }
    });
    child.stdin.write(encodeFrame(JSON.stringify({ v: WIRE_VERSION, id: 'status', kind: 'hello' }), MAX_INPUT_BYTES));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
