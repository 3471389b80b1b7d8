import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadModel } from '../../content/knowledge.ts';
import { type CheckResult, check } from '../../extension/helper/check.ts';
import { conclude } from '../../machines/inference/conclude.ts';
import type { Model } from '../../machines/knowledge.ts';
import { type Missing, type Server, startShadow, startXrdp } from './servers.ts';

let model: Model;
beforeAll(async () => {
  model = await loadModel();
});

const detailOf = ({ findings }: CheckResult, question: string) =>
  findings.find(found => found.question === question)?.detail;
const answerOf = ({ findings }: CheckResult, question: string) =>
  findings.find(found => found.question === question)?.answer;

describe.each([
  ['xrdp', 'negotiate', 'tls', () => startXrdp('negotiate')],
  ['xrdp', 'tls', 'tls', () => startXrdp('tls')],
  ['xrdp', 'rdp', 'standard', () => startXrdp('rdp')],
  ['freerdp-shadow', 'nla', 'nla', () => startShadow('nla')],
  ['freerdp-shadow', 'tls', 'tls', () => startShadow('tls')],
  ['freerdp-shadow', 'rdp', 'standard', () => startShadow('rdp')],
] as const)('%s with %s', (program, _, security, start) => {
  let server: Server | Missing;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => {
    if ('stop' in server) await server.stop();
  });

  test(`is healthy, speaks RDP and offers ${security}`, async context => {
    if ('missing' in server) return context.skip(server.missing);
    const result = await check({ host: server.host, port: server.port });
    expect(answerOf(result, 'service')).toBe('rdp');
    expect(answerOf(result, 'security')).toBe(security);
    expect(conclude(model, result.findings).healthy).toBe(true);
    expect(result.connections).toBe(1);
    if (security !== 'standard') {
      const subject = program === 'xrdp' ? 'CN=practice-xrdp' : expect.stringMatching(/^CN=/);
      expect(detailOf(result, 'tls')).toMatchObject({ subject, selfSigned: true, version: 'TLSv1.3' });
    }
    if (security === 'nla')
      expect(detailOf(result, 'nla')).toMatchObject({
        version: 6,
        build: '6.1.7601',
        netbiosComputer: expect.any(String),
      });
  });
});
