import { expect, test } from 'vitest';
import { run } from './command-line.ts';

test('help is there for every command, and for all of them', async () => {
  const { out } = await run(['help']);
  const commands = [...out.matchAll(/^ {2}reconnect (\w+)/gm)].map(([, name = '']) => name);
  expect(commands).toContain('check');
  expect(commands).toContain('host');
  for (const command of commands) {
    const { exit, out: text } = await run([command, '--help']);
    expect(exit).toBe(0);
    expect(text).toContain(`reconnect ${command}`);
  }
});

test('read takes standard input and prints a JSON line', async () => {
  const { exit, out } = await run(['read', '--json'], { input: 'PING pc1 (10.0.0.7) 56(84) bytes of data.\n' });
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ file: '-', findings: expect.any(Object), readers: expect.any(Array) });
});

test('explain takes JSON lines and gives one for each', async () => {
  const input = '{"id":"a","findings":{"port":"refused"}}\n{"id":"b","findings":{"port":["silent"]}}\n';
  const { exit, out } = await run(['explain', '--json'], { input });
  expect(exit).toBe(0);
  expect(
    out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).id),
  ).toEqual(['a', 'b']);
});

test('code takes a negative number for a code', async () => {
  const { exit, out, err } = await run(['code', '--json', '-2147467259']);
  expect(err).toBe('');
  expect(Array.isArray(JSON.parse(out))).toBe(true);
  expect(exit).toBe(JSON.parse(out).length > 0 ? 0 : 3);
});
