import { expect, test } from 'vitest';
import { isReservedHost, spelledOut } from '../../../extension/settings/reserved-hosts.ts';

test.each([
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '::', '::1', '::ffff:127.0.0.1', '::127.0.0.1'],
  ...['0x7f000001', '127.0x1', '0x7f.1', '１２７.0.0.1', 'localhost', 'pc1.localhost', 'localhost.localdomain'],
  ...['169.254.169.254', '169.254.1.1', 'fe80::1', 'fe80::1%eth0', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe'],
  ...['2002:7f00:1::', '224.0.0.1', '239.255.255.250', 'ff02::1', '255.255.255.255', '240.0.0.1'],
  ...['metadata.google.internal', 'metadata', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200', '192.0.0.192'],
  ...['instance-data.ec2.internal', 'METADATA.GOOGLE.INTERNAL', 'ip6-localhost'],
])('reserved hosts: %s → reserved', host => expect(isReservedHost(host)).toBe(true));

test.each([
  ...['office-pc', 'pc1.corp.example', 'localhost.corp.example', 'notlocalhost', '10.0.0.7', '192.168.1.20'],
  ...['172.16.0.1', 'fd00::7', '2001:db8::1', '::ffff:10.0.0.7', '8.8.8.8', 'metadata-pc', 'пример.example', 'pc_1'],
])('reserved hosts: %s → not reserved', host => expect(isReservedHost(host)).toBe(false));

test.each<[host: string, spelled: string | undefined]>([
  ['office-pc.corp.example', undefined],
  ['10.0.0.7', undefined],
  ['fe80::1%eth0', undefined],
  ['оffice.example', 'xn--ffice-iye.example'],
  ['פק.example', 'xn--pebg.example'],
])('spelled out: %s → %s', (host, spelled) => expect(spelledOut(host)).toBe(spelled));

test.each(['pc\u3164', 'office\u115f.example', '\uffa0pc', 'о\u0338ffice'])(
  'spelled out: %j, which looks like less → ASCII that differs',
  host => expect(spelledOut(host)).toMatch(/^[\x21-\x7e]+$/),
);
