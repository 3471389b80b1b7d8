import { expect, test } from 'vitest';
import { hostOfLink, parseHostInput } from '../../../extension/storage/parse-host-input.ts';

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
  expect(parseHostInput(text)?.host).toBe(host);
});

test.each([
  ['https://pc1.corp.example:8443/login?x=1', 'pc1.corp.example'],
  ['http://10.0.0.7/', '10.0.0.7'],
  ['http://[fd00::7]/', '[fd00::7]'],
  ['rdp://full%20address=s:pc1:3390&audiomode=i:2', 'pc1:3390'],
  ['rdp://pc1', 'pc1'],
  ['ms-rd:full%20address=s:pc1&username=s:ann', 'pc1'],
  ['mailto:ann@pc1', undefined],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['rdp://full%20address=s:a%20b', undefined],
  ['rdp://%', undefined],
  [`https://${'a'.repeat(5000)}`, undefined],
  ['', undefined],
])('the link %.40s leads to %s', (link, host) => {
  expect(hostOfLink(link)).toBe(host);
});
