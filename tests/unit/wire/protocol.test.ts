import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Check } from '../../../extension/helper/check.ts';
import { serveBrowser } from '../../../extension/helper/native-host.ts';
import { createFrameReader, encodeFrame, MAX_INPUT_BYTES, MAX_OUTPUT_BYTES } from '../../../extension/wire/frames.ts';
import { WIRE_REJECTIONS } from '../../../extension/wire/rejections.ts';
import { decodeReply } from '../../../extension/wire/replies.ts';

const text = readFileSync(new URL('../../../extension/wire/PROTOCOL.md', import.meta.url), 'utf8');
const samples = [...text.matchAll(/^### (.+)\n\n```wire\n([^`]+)```/gm)].map(
  ([, name = '', lines = '']) => [name, lines.trim().split('\n')] as const,
);

/** As PROTOCOL.md says: `pc1` is silent, `slow` never answers, `broken` breaks the check. */
const scripted: Check = (target, { signal, onEvent }) => {
  if (target.host === 'slow')
    return new Promise(resolve => {
      const end = () => resolve({ connections: 0, elapsedMs: 5, cancelled: true });
      signal.addEventListener('abort', end, { once: true });
    });
  if (target.host === 'broken') return Promise.reject(new TypeError('broken'));
  onEvent({ type: 'stage.reported', report: { stage: 'port', outcome: 'running' } });
  const finding = { question: 'port', answer: 'silent', source: 'probe', elapsedMs: 3001 } as const;
  onEvent({ type: 'finding.reported', finding });
  onEvent({ type: 'stage.reported', report: { stage: 'port', outcome: 'failed', elapsedMs: 3001 } });
  return Promise.resolve({ connections: 1, elapsedMs: 3002, cancelled: false });
};

/** A running host, and the replies that it has sent so far. */
function startHost() {
  const input = new PassThrough();
  const output = new PassThrough();
  const read = createFrameReader(MAX_OUTPUT_BYTES);
  const replies: unknown[] = [];
  output.on('data', (bytes: Buffer) => {
    for (const frame of read(bytes)) if (frame.kind === 'frame') replies.push(JSON.parse(frame.text));
  });
  const ended = serveBrowser({ input, output, check: scripted, platform: 'linux-x64' });
  return { input, replies, ended };
}

function bytesOf(sample: string): Uint8Array {
  if (sample.startsWith('0x')) return Buffer.from(sample.slice(2), 'hex');
  return encodeFrame(sample, MAX_INPUT_BYTES) ?? new Uint8Array();
}

test.each(samples)('%s', async (_, lines) => {
  const host = startHost();
  const expected = lines.filter(line => line.startsWith('< ')).map(line => JSON.parse(line.slice(2)));
  for (const line of lines.filter(line => line.startsWith('> '))) host.input.write(bytesOf(line.slice(2)));
  await expect.poll(() => host.replies.length, { interval: 2 }).toBeGreaterThanOrEqual(expected.length);
  host.input.end();
  await host.ended;
  expect(host.replies).toEqual(expected);
  for (const reply of host.replies) expect(decodeReply(reply)).toEqual(reply);
});

test('every rejection has its sample and its row', () => {
  for (const [name, code] of Object.entries(WIRE_REJECTIONS)) {
    expect(samples.map(([title]) => title)).toContain(`${code} ${name}`);
    expect(text).toMatch(new RegExp(`^\\| ${code} +\\| \`${name}\` +\\|`, 'm'));
  }
});

test('the host ends, and ends its check, when the browser closes the pipe', async () => {
  let stopped = false;
  const input = new PassThrough();
  const ended = serveBrowser({
    input,
    output: new PassThrough(),
    platform: 'linux-x64',
    check: (_, { signal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          stopped = true;
        });
      }),
  });
  input.write(bytesOf('{"v":1,"id":"a","kind":"check","target":{"host":"pc1","port":3389}}'));
  input.end();
  await ended;
  expect(stopped).toBe(true);
});

test('a finding whose detail is over the limit goes out without its detail', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const read = createFrameReader(MAX_OUTPUT_BYTES);
  const replies: unknown[] = [];
  output.on('data', (bytes: Buffer) => {
    for (const frame of read(bytes)) replies.push(frame.kind === 'frame' ? JSON.parse(frame.text) : frame);
  });
  const finding = { question: 'port', answer: 'open', source: 'probe' } as const;
  const ended = serveBrowser({
    input,
    output,
    platform: 'linux-x64',
    check: async (_, { onEvent }) => {
      onEvent({ type: 'finding.reported', finding: { ...finding, detail: { banner: 'x'.repeat(MAX_OUTPUT_BYTES) } } });
      return { connections: 1, elapsedMs: 1, cancelled: false };
    },
  });
  input.write(bytesOf('{"v":1,"id":"a","kind":"check","target":{"host":"pc1","port":3389}}'));
  await expect.poll(() => replies.length, { interval: 2 }).toBe(2);
  expect(replies[0]).toEqual({ v: 1, id: 'a', kind: 'finding', finding });
  input.end();
  await ended;
});
