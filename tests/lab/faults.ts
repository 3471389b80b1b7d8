import type { CauseId } from '../../machines/vocabulary.ts';
import { HOST, type Network, NOBODY, NOWHERE } from './network.ts';

export type Fault = readonly [
  fault: string,
  breakIt: () => Promise<unknown>,
  target: string,
  sees: Readonly<Record<string, string>>,
  failed: string | undefined,
  causes: readonly CauseId[],
];

/** The first cause must be one of the row's; where packets cannot tell two apart, both stand there. */
export function faults(network: Network): readonly Fault[] {
  const forward = (rule: string) => () => network.rules('router', { forward: rule });
  const nothing = async () => {};

  return [
    [
      'dropped by a firewall',
      forward('tcp dport 3389 drop'),
      HOST,
      { port: 'silent', path: 'answers' },
      'port',
      ['port-blocked'],
    ],
    [
      'its replies dropped',
      forward('tcp sport 3389 drop'),
      HOST,
      { port: 'silent', path: 'answers' },
      'port',
      ['port-blocked'],
    ],
    [
      'rejected by ICMP',
      forward('tcp dport 3389 reject with icmpx admin-prohibited'),
      HOST,
      { port: 'rejected' },
      'port',
      ['port-blocked'],
    ],
    [
      'everything rejected by ICMP',
      forward('ip daddr 10.77.2.2 reject with icmpx admin-prohibited'),
      HOST,
      { port: 'rejected' },
      'port',
      ['port-blocked'],
    ],
    [
      'one family without a route, the other dropped',
      async () => {
        await network.in('client', 'ip -6 route del default');
        await forward('tcp dport 3389 drop')();
      },
      'both.lab.test',
      { port: 'silent', path: 'answers' },
      'port',
      ['port-blocked'],
    ],
    [
      'rejected by RST',
      forward('tcp dport 3389 reject with tcp reset'),
      HOST,
      { port: 'refused' },
      'port',
      ['service-down', 'port-blocked'],
    ],
    ['nothing listens', nothing, `${HOST}:3390`, { port: 'refused' }, 'port', ['service-down']],
    [
      'everything dropped',
      forward('ip daddr 10.77.2.0/24 drop'),
      HOST,
      { port: 'silent' },
      'port',
      ['port-blocked', 'host-off', 'network-path'],
    ],
    ['no host on the far link', nothing, NOBODY, { path: 'silent' }, 'path', ['host-off']],
    ['no host on the own link', nothing, '10.77.1.99', { path: 'silent' }, 'path', ['host-off']],
    [
      'a network that is not there',
      nothing,
      NOWHERE,
      { port: 'silent' },
      'port',
      ['port-blocked', 'network-path', 'host-off'],
    ],
    [
      'no route',
      () => network.in('client', 'ip route del default'),
      HOST,
      { path: 'no-route' },
      'path',
      ['network-path', 'vpn-needed'],
    ],
    ['no such name', nothing, 'gone.lab.test', { name: 'not-found' }, 'name', ['wrong-address', 'vpn-needed']],
    [
      'a name without an address',
      nothing,
      'empty.lab.test',
      { name: 'not-found' },
      'name',
      ['wrong-address', 'vpn-needed'],
    ],
    [
      'a failing name server',
      nothing,
      'servfail.lab.test',
      { name: 'no-answer' },
      'name',
      ['wrong-address', 'network-path', 'vpn-needed'],
    ],
    [
      'a silent name server',
      nothing,
      'silent.lab.test',
      { name: 'no-answer' },
      'name',
      ['wrong-address', 'network-path', 'vpn-needed'],
    ],
    [
      'a stale record',
      nothing,
      'stale.lab.test',
      { name: 'resolves', path: 'silent' },
      'path',
      ['host-off', 'wrong-address'],
    ],
    [
      'a hosts file that leads astray',
      async () => network.hosts(`${NOBODY} good.lab.test`),
      'good.lab.test',
      { name: 'wrong-address', path: 'silent' },
      'path',
      ['wrong-address'],
    ],
    ['a name that leads back here', nothing, 'loopback.lab.test', { name: 'wrong-address' }, 'port', ['wrong-address']],
    [
      'cut by RST in the negotiation',
      forward('tcp dport 3389 ct original packets > 2 reject with tcp reset'),
      HOST,
      { port: 'open' },
      'negotiation',
      ['overloaded-listener', 'host-fault', 'middlebox', 'nla-mismatch', 'service-down'],
    ],
    [
      'silence from the negotiation on',
      forward('tcp dport 3389 ct original packets > 2 drop'),
      HOST,
      { port: 'open', service: 'silent' },
      'negotiation',
      ['host-fault', 'middlebox', 'service-down'],
    ],
    [
      'silence from TLS on',
      forward('tcp dport 3389 ct original packets > 4 drop'),
      HOST,
      { service: 'rdp', tls: 'stalls' },
      'tls',
      ['middlebox', 'path-mtu', 'host-fault', 'tls-mismatch'],
    ],
    [
      'large packets vanish',
      forward('meta length > 900 drop'),
      HOST,
      { service: 'rdp', tls: 'stalls', 'large-packets': 'vanish' },
      'tls',
      ['path-mtu'],
    ],
  ];
}
