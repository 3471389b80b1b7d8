import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameReader, encodeFrame, type FrameOutcome } from '../../../extension/wire/frames.ts';

const LIMIT = 64;
const frame = (text: string) => Buffer.from(encodeFrame(text, LIMIT) ?? []);

test.each<[name: string, bytes: Buffer, outcomes: readonly FrameOutcome[]]>([
  ['nothing', Buffer.of(), []],
  ['half a length', Buffer.of(1, 0), []],
  ['a length without its body', Buffer.of(2, 0, 0, 0), []],
  ['an empty body', Buffer.of(0, 0, 0, 0), [{ kind: 'frame', text: '' }]],
  ['one frame', frame('{}'), [{ kind: 'frame', text: '{}' }]],
  [
    'two frames at once',
    Buffer.concat([frame('1'), frame('2')]),
    [
      { kind: 'frame', text: '1' },
      { kind: 'frame', text: '2' },
    ],
  ],
  [
    'bytes that are no UTF-8, then a frame',
    Buffer.concat([Buffer.of(1, 0, 0, 0, 0xff), frame('2')]),
    [{ kind: 'not-text' }, { kind: 'frame', text: '2' }],
  ],
  [
    'a frame, then an absurd length, then a frame',
    Buffer.concat([frame('1'), Buffer.of(0xff, 0xff, 0xff, 0xff), frame('2')]),
    [
      { kind: 'frame', text: '1' },
      { kind: 'too-large', bytes: 0xffffffff },
    ],
  ],
  ['one byte over the limit', Buffer.of(LIMIT + 1, 0, 0, 0), [{ kind: 'too-large', bytes: LIMIT + 1 }]],
])('reads %s', (_, bytes, outcomes) => {
  expect(createFrameReader(LIMIT)(bytes)).toEqual(outcomes);
  const read = createFrameReader(LIMIT);
  expect([...bytes].flatMap(byte => read(Uint8Array.of(byte)))).toEqual(outcomes);
});

test('a text over the limit becomes no frame', () => {
  expect(encodeFrame('x'.repeat(LIMIT), LIMIT)).toHaveLength(LIMIT + 4);
  expect(encodeFrame('x'.repeat(LIMIT + 1), LIMIT)).toBeUndefined();
});

test('frames come whole however the stream is cut', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '💥'), maxLength: 12 }), { maxLength: 5 });
  fc.assert(
    fc.property(texts, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), (written, cuts) => {
      const bytes = Buffer.concat(written.map(frame));
      const read = createFrameReader(LIMIT);
      const outcomes: FrameOutcome[] = [];
      for (let at = 0, cut = 0; at < bytes.length; cut++) {
        const size = cuts[cut % cuts.length] ?? 1;
        outcomes.push(...read(bytes.subarray(at, at + size)));
        at += size;
      }
      expect(outcomes).toEqual(written.map(text => ({ kind: 'frame', text })));
    }),
  );
});

test('no bytes make the reader throw or hold more than its limit', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), chunks => {
      const read = createFrameReader(LIMIT);
      for (const outcome of chunks.flatMap(chunk => [...read(chunk)]))
        if (outcome.kind === 'frame') expect(Buffer.byteLength(outcome.text)).toBeLessThanOrEqual(LIMIT);
    }),
  );
});
