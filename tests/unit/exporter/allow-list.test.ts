import { expect, test } from 'vitest';
import { parseAddress } from '../../../extension/helper/exporter/address.ts';
import { type AllowList, readAllowList } from '../../../extension/helper/exporter/allow-list.ts';

function listOf(entries: string): AllowList {
  const list = readAllowList(entries.split(' '));
  if ('bad' in list) throw new Error(list.bad);
  return list;
}

/** What stands in the list, who is asked for, where the name leads; and whether that may be connected to. */
test.each<[entries: string, host: string, address: string, allowed: boolean]>([
  ['10.0.0.0/8', '10.1.2.3', '10.1.2.3', true],
  ['10.0.0.0/8', '11.1.2.3', '11.1.2.3', false],
  ['10.0.0.0/8', 'pc1.corp', '10.1.2.3', true],
  ['10.0.0.0/8', 'pc1.corp', '192.0.2.1', false],
  ['10.0.0.7', '10.0.0.7', '10.0.0.7', true],
  ['10.0.0.7', '10.0.0.8', '10.0.0.8', false],
  ['10.0.0.0/8', '10.1.2.3', '::ffff:10.1.2.3', true],
  ['2001:db8::/32', 'pc1', '2001:db8::1', true],
  ['2001:db8::/32', 'pc1', '2001:db9::1', false],
  ['pc1.corp', 'pc1.corp', '192.0.2.1', true],
  ['pc1.corp', 'PC1.CORP', '192.0.2.1', true],
  ['pc1.corp', 'pc2.corp', '192.0.2.1', false],
  ['*.corp', 'pc1.corp', '192.0.2.1', true],
  ['*.corp', 'a.b.corp', '192.0.2.1', true],
  ['*.corp', 'corp', '192.0.2.1', false],
  ['*.corp', 'evilcorp', '192.0.2.1', false],
  ['*.corp', 'pc1.corp.example', '192.0.2.1', false],
  ['*.corp', 'pc1.corp', '127.0.0.1', false],
  ['*.corp', 'pc1.corp', '169.254.169.254', false],
  ['*.corp 127.0.0.1', 'pc1.corp', '127.0.0.1', true],
  ['0.0.0.0/0 ::/0', 'pc1', '192.0.2.1', true],
  ['0.0.0.0/0 ::/0', 'pc1', '2001:db8::1', true],
  ['127.0.0.0/8', '127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '127.0.0.2', '127.0.0.2', false],
  ['::1', '::1', '::1', true],
  // Linking to its own link was named, the keys of a cloud within it were not.
  ['169.254.0.0/16', '169.254.3.4', '169.254.3.4', true],
  ['169.254.0.0/16', '169.254.169.254', '169.254.169.254', false],
  ['169.254.169.254', '169.254.169.254', '169.254.169.254', true],
  ['64:ff9b::/96', 'pc1', '64:ff9b::c000:201', true],
  ['64:ff9b::/96 127.0.0.0/8', 'pc1', '64:ff9b::7f00:1', false],
])('allow-list: %s, %s at %s → %s', (entries, host, address, allowed) => {
  const list = listOf(entries);
  expect(list.mayAsk(host) && list.mayDial(host)(address)).toBe(allowed);
});

/** Addresses that a wide list and a name on it do not allow. */
test.each([
  ...['0.0.0.0', '0.1.2.3', '127.0.0.1', '127.255.255.254', '169.254.1.1', '169.254.169.254', '169.254.170.2'],
  ...['100.100.100.200', '168.63.129.16', '192.0.0.192', '192.0.0.8', '224.0.0.1', '239.255.255.255', '240.0.0.1'],
  ...['255.255.255.255', '::', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe'],
  ...['::127.0.0.1', '::7f00:1', '64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::7f00:1', '2002:7f00:1::'],
  ...['2002:a9fe:a9fe::1', '2001:0:1:2:3:4:80ff:fffe', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'ff02::1'],
  ...['fd00:ec2::254', 'fd20:ce::254', '::%lo', '::1%lo', '', 'localhost', '127.1', '2130706433', '0x7f.0.0.1'],
  ...['0177.0.0.1', '127.0.0.1/32', '127.0.0.1 ', '[::1]', '1::2::3', '::ffff:0:127.0.0.1 '],
])('allow-list: everything and a name, at %j → no', address => {
  const list = listOf('0.0.0.0/0 ::/0 *.corp pc1.corp');
  for (const host of ['pc1.corp', 'other', address]) expect(list.mayDial(host)(address)).toBe(false);
});

test.each([
  '10.0.0.1/8',
  '10.0.0.0/33',
  '10.0.0.0/',
  'http://pc1',
  '',
  '*',
  '*.',
  '10.0.0',
  '::/129',
  'pc 1',
  'pc1:3389',
  '%',
])('allow-list: the entry %j → reported', entry => expect(readAllowList([entry])).toEqual({ bad: entry }));

test.each([
  ['10.1.2.3', '::ffff:10.1.2.3'],
  ['2001:db8::1', '2001:0db8:0:0::0:1'],
  ['::ffff:0:1', '0.0.0.1'],
  ['fe80::1', 'fe80::1%eth0'],
])('address: %s and %s → the same', (a, b) => {
  expect(parseAddress(a)).toBeDefined();
  expect(parseAddress(a)).toEqual(parseAddress(b));
});
