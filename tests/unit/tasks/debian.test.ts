import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { endOf } from '../../../.tasks/debian.ts';

test('endOf: a program that is not there → an end with the reason, and no exception', async () => {
  const { code, output } = await endOf(spawn('/no/such/program'));
  expect(code).not.toBe(0);
  expect(output).toContain('ENOENT');
});

test('endOf: a character in two pieces → the character', async () => {
  const script = 'process.stdout.write(Buffer.of(0xc3)); setTimeout(() => process.stdout.write(Buffer.of(0xa9)), 100)';
  expect(await endOf(spawn(process.execPath, ['-e', script]))).toEqual({ code: 0, output: 'é' });
});
