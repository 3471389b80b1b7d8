import { expect, test } from 'vitest';
import { hostIn } from '../../../extension/memory/host-in.ts';

test.each([
  ['office-pc', 'office-pc'],
  [' PC1:3390 ', 'pc1'],
  ['10.0.0.7', '10.0.0.7'],
  ['[fe80::1]:3389', 'fe80::1'],
  ['mstsc /v:pc1', 'pc1'],
  ['4', undefined],
  ['0x204', undefined],
  ['-2147467259', undefined],
  ['ERRINFO_RPC_INITIATED_DISCONNECT', undefined],
  ['Your computer could not connect', undefined],
  ['http://pc1', undefined],
  ['full address:s:pc1\nusername:s:ann', undefined],
])('%j names the host %j', (text, host) => {
  expect(hostIn(text)?.host).toBe(host);
});
