import { expect, test } from 'vitest';
import { readDropped } from '../../../extension/entrypoints/popup/drops.ts';
import { captureOf } from '../captures/scene.ts';

const fileOf = (...bytes: number[]) => new File([new Uint8Array(bytes)], 'dropped');

test.each<[what: string, file: File, text: string]>([
  ['UTF-8', new File(['full address:s:pc1'], 'office.rdp'), 'full address:s:pc1'],
  ['UTF-16 as mstsc writes it', fileOf(0xff, 0xfe, 0x70, 0, 0x63, 0), 'pc'],
  ['UTF-16 without its mark', fileOf(...[...'ping pc1'].flatMap(sign => [sign.charCodeAt(0), 0])), 'ping pc1'],
  ['Windows-1252', fileOf(0x7a, 0x75, 0x72, 0xfc, 0x63, 0x6b), 'zurück'],
])('drop: a text in %s → its letters', async (_, file, text) => {
  expect(await readDropped(file)).toEqual({ kind: 'text', text });
});

test('drop: a capture → read as one, however many bytes a text may have', async () => {
  const file = new File([Buffer.from(captureOf([])), new Uint8Array(2_000_000)], 'pcap');
  expect(await readDropped(file)).toEqual({ kind: 'evidence', file });
});

test('drop: a text that is too large → refused with the reason', async () => {
  const file = new File([new Uint8Array(1024 * 1024 + 1)], 'large.txt');
  expect(await readDropped(file)).toEqual({ kind: 'refused', why: 'rejection.too-large' });
});

test('drop: a file that is gone, or a folder → refused with the reason', async () => {
  const gone = Object.assign(fileOf(1), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotFoundError')) }),
    arrayBuffer: () => Promise.reject(new Error('NotFoundError')),
  });
  expect(await readDropped(gone)).toEqual({ kind: 'refused', why: 'describe.file-failed' });
});
