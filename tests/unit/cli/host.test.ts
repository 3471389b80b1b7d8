import { expect, test } from 'vitest';
import type { SelfCheck } from '../../../extension/helper/host/self-check.ts';
import type { Finding } from '../../../machines/findings.ts';
import { run } from './command-line.ts';

const seen = (question: Finding['question'], answer: string): Finding => ({
  question,
  answer,
  source: 'host',
});
const machine = (...findings: readonly Finding[]): SelfCheck => ({
  platform: 'linux',
  looked: [{ command: 'ss -Htlnp', outcome: 'read' }],
  findings,
});

test.each<[name: string, self: SelfCheck, exit: number, shown: RegExp]>([
  ['a host that is ready', machine(seen('listener', 'listening'), seen('service-state', 'running')), 0, /ready/],
  ['a stopped service', machine(seen('service-state', 'stopped')), 1, /service-down/],
  ['nothing was seen', machine(), 3, /administrator/],
  ['a service that runs, and nothing about its port', machine(seen('service-state', 'running')), 3, /administrator/],
])('%s', async (_, self, exit, shown) => {
  const ran = await run(['host'], { self });
  expect(ran.exit).toBe(exit);
  expect(ran.out).toMatch(shown);
  expect(ran.out).toContain('ss -Htlnp');
  expect(ran.checks).toBe(0);
});

test('--json gives one document, with the verdict and what was looked at', async () => {
  const { exit, out, err } = await run(['host', '--json'], { self: machine(seen('service-state', 'stopped')) });
  expect(err).toBe('');
  expect(exit).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    platform: 'linux',
    commands: [{ command: 'ss -Htlnp', outcome: 'read' }],
    findings: [{ question: 'service-state', answer: 'stopped', source: 'host' }],
    verdict: { healthy: false, causes: expect.any(Array) },
  });
});

test('it takes no name, and Ctrl-C ends it', async () => {
  expect(await run(['host', 'pc1'])).toMatchObject({ exit: 2, out: '' });
  expect(await run(['host'], { interrupted: true })).toMatchObject({ exit: 130, out: '' });
});
