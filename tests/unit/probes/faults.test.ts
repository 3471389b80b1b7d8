import { expect, test } from 'vitest';
import { check } from '../../../extension/helper/check.ts';
import { startPracticeHosts } from '../../../extension/helper/practice/index.ts';
import { asciiHost, asciiTarget } from '../../../extension/helper/probes/host-name.ts';
import type { Resolver } from '../../../extension/helper/probes/resolver.ts';
import { collect, isOurFault } from '../../../machines/findings.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { model } from '../../shared-model.ts';

/** 60 letters, and more than 63 as an A-label. */
const TOO_LONG_ENCODED = `${String.fromCodePoint(...Array.from({ length: 60 }, (_, at) => 0x4e00 + at * 97))}.example`;
const broken = () => {
  throw Object.assign(new TypeError('pc1.corp.example is undefined'), { code: 'ERR_INVALID_CHAR' });
};
const resolver: Resolver = { lookup: async () => ['127.0.0.1'], askServers: async () => [], hostsFile: async () => [] };

test('check: a probe that throws → its stage is unknown by a fault of ours, and nothing is claimed of the host', async () => {
  const result = await check({ host: 'pc1.example', port: 1 }, { resolver: { ...resolver, hostsFile: broken } });
  expect(result.stages[0]).toMatchObject({ stage: 'name', outcome: 'unknown' });
  const [fault] = result.findings;
  expect(result.findings).toHaveLength(1);
  expect(fault).toMatchObject({ question: 'name', answer: 'unknown', detail: { fault: 'ours' } });
  // The kind goes into a report; the message, which may name a host, stays on the device.
  expect(fault?.detail?.reason).toBe('TypeError ERR_INVALID_CHAR');
  const verdict = conclude(model, result.findings);
  expect(verdict).toMatchObject({ healthy: false, settled: false });
  expect(collect(model, result.findings).answered.size).toBe(0);
});

test('check: a look beside the stages throws → every stage goes on, with one fault reported', async () => {
  const practice = await startPracticeHosts({ only: ['refused'] });
  const [host] = practice.hosts;
  if (host === undefined) throw new Error('no practice host');
  const result = await check(
    { host: 'pc1.example', port: host.port },
    { resolver: { ...resolver, askServers: broken } },
  );
  await practice.close();
  expect(result.findings.filter(isOurFault)).toHaveLength(1);
  expect(result.findings.find(({ question }) => question === 'port')?.answer).toBe('refused');
});

test('check: a listener that throws at every event → the check ends all the same', async () => {
  const result = await check({ host: 'pc1.example', port: 1 }, { resolver, onEvent: broken });
  expect(result.stages.find(({ stage }) => stage === 'port')?.outcome).toBe('failed');
  expect(result.findings.some(isOurFault)).toBe(true);
});

test.each<[host: string, ascii: string | undefined]>([
  ['pc1', 'pc1'],
  ['my_pc.corp', 'my_pc.corp'],
  ['fe80::1%eth0', 'fe80::1%eth0'],
  ['пример.example', 'xn--e1afmkfd.example'],
  ['テスト.example', 'xn--zckzah.example'],
  ['müller-pc', 'xn--mller-pc-65a'],
  // Digits of other scripts would be an address that nobody typed.
  ['１２７.０.０.１', undefined],
  [TOO_LONG_ENCODED, undefined],
])('asciiHost: %s → %s', (host, ascii) => {
  expect(asciiHost(host)).toBe(ascii);
});

test('asciiTarget: target and gateway beyond ASCII → both encoded, the rest as it was', () => {
  const target = { host: 'пк', port: 3390, user: 'ada', gateway: { host: 'шлюз.example', port: 443 } };
  expect(asciiTarget(target)).toEqual({
    ...target,
    host: 'xn--j1aj',
    gateway: { host: 'xn--g1ah2bza.example', port: 443 },
  });
});

test.each(['пример.invalid', 'テスト.invalid'])('check: gateway %s → unreachable, and no exception', async host => {
  const result = await check(
    { host: 'pc1', port: 3389, gateway: { host, port: 443 } },
    { deadlines: { tlsMs: 1_500 } },
  );
  expect(result.findings.map(({ question, answer }) => `${question} ${answer}`)).toEqual(['gateway unreachable']);
});

test('check: a name that no resolver can take → not found, without a fault of ours', async () => {
  const result = await check({ host: TOO_LONG_ENCODED, port: 3389 });
  expect(result.findings.map(({ question, answer }) => `${question} ${answer}`)).toEqual(['name not-found']);
});
