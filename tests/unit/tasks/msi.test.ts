import { expect, test } from 'vitest';
import { withSummary } from '../../../.tasks/release/msi.ts';

const CODE = '00000000-0000-4000-8000-000000000001';

/** A summary as wixl writes it, behind some other bytes: two times and the package's code. */
function summary(seconds: bigint, code: string): Buffer {
  const before = Buffer.alloc(100, 1);
  const head = Buffer.alloc(48);
  Buffer.from('e0859ff2f94f6810ab9108002b27b3d9', 'hex').copy(head, 28);
  head.writeUInt32LE(48, 44);
  const section = Buffer.alloc(32 + 12 + 12 + 8 + 39);
  section.writeUInt32LE(3, 4);
  for (const [index, value] of [12, 32, 13, 44, 9, 56].entries()) section.writeUInt32LE(value, 8 + index * 4);
  for (const at of [32, 44]) {
    section.writeUInt32LE(0x40, at);
    section.writeBigUInt64LE(seconds, at + 4);
  }
  section.writeUInt32LE(0x1e, 56);
  section.writeUInt32LE(39, 60);
  section.write(`{${code}}\0`, 64, 'latin1');
  return Buffer.concat([before, head, section]);
}

test('msi: two packages that differ by time and code → the same bytes, with the time that was asked for', () => {
  const [first, second] = [summary(1n, 'A'.repeat(36)), summary(2n, 'B'.repeat(36))].map(file =>
    withSummary(file, { code: CODE, epoch: '0' }),
  );
  expect(first).toEqual(second);
  expect(first).toEqual(summary(116_444_736_000_000_000n, CODE));
});

test('msi: no summary, or a code of another length → is refused', () => {
  expect(() => withSummary(Buffer.alloc(200), { code: CODE, epoch: '0' })).toThrow(/no summary/);
  expect(() => withSummary(summary(1n, 'A'.repeat(36)), { code: 'short', epoch: '0' })).toThrow(/another length/);
});
