import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { run } from './command-line.ts';
import { HEALTHY } from './events.ts';

const HOSTS = ['pc1', 'pc2', 'pc3', 'pc4'];
const given = { input: HOSTS.join('\n'), events: HEALTHY, breaks: ['pc2'] };

test('check: one host of a list breaks the check → every host has its line, and the summary counts them', async () => {
  const { exit, out, err } = await run(['check', '-'], given);
  const lines = out
    .trim()
    .split('\n')
    .filter(line => line !== '');
  expect(
    lines
      .slice(0, -1)
      .map(line => line.slice(0, 3))
      .sort(),
  ).toEqual(HOSTS);
  expect(lines.find(line => line.startsWith('pc2'))).toContain('(our fault: TypeError: of undefined)');
  expect(lines.at(-1)).toBe('4 checked: 3 healthy, 0 with a fault, 1 not settled.');
  expect([exit, err]).toEqual([3, '']);
});

test('check: the same as JSON → one object a host, the broken one with its fault and no verdict', async () => {
  const { out } = await run(['check', '-', '--json'], given);
  const rows = out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(rows.map(({ target }) => target.host).sort()).toEqual(HOSTS);
  const broken = rows.find(({ target }) => target.host === 'pc2');
  expect(Object.keys(broken)).toEqual(['version', 'target', 'fault']);
});

test.each(['influx', 'openmetrics'])('check: the same as %s → told on standard error', async format => {
  const { exit, out, err } = await run(['check', '-', '--format', format], given);
  expect(out).not.toContain('pc2');
  expect(err).toContain('pc2: (our fault: TypeError: of undefined)\n');
  expect([exit, err]).toEqual([3, expect.stringContaining('4 checked: 3 healthy, 0 with a fault, 1 not settled.')]);
});

test.each(['check', 'check --json'])('%s: one host alone breaks the check → one sentence, no stack', async words => {
  const { exit, out, err } = await run([...words.split(' '), 'pc2'], given);
  expect([exit, out, err]).toEqual([3, '', '(our fault: TypeError: of undefined)\n']);
});

test('check: a stage ends in a fault of ours → it is drawn as such and never as a break', async () => {
  const finding = { question: 'tls', answer: 'unknown', source: 'probe' } as const;
  const events = [
    ...HEALTHY.slice(0, 9),
    { type: 'finding.reported', finding: { ...finding, detail: { fault: 'ours', reason: 'TypeError' } } },
    { type: 'stage.reported', report: { stage: 'tls', outcome: 'unknown', elapsedMs: 2 } },
  ] as const;
  const { exit, out } = await run(['check', 'pc1'], { events });
  expect(exit).toBe(3);
  expect(out).toContain('(our fault)');
  expect(out).not.toContain('✗');
});

test('command line: a listener throws where nobody waits for it → one line, and the rest goes on', async () => {
  const module = path.resolve(import.meta.dirname, '../../../extension/helper/survive-faults.ts');
  const script = `
    const { surviveFaults } = await import(${JSON.stringify(module)});
    surviveFaults();
    setImmediate(() => { throw new TypeError('pc1.corp.example is undefined'); });
    setImmediate(() => Promise.reject(new RangeError('pc2')));
    setTimeout(() => console.log('the next host'), 20);`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  expect(stdout).toBe('the next host\n');
  expect(stderr.trim().split('\n')).toEqual([
    'reconnect: a fault of ours: TypeError',
    'reconnect: a fault of ours: RangeError',
  ]);
});
