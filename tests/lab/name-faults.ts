import { type Fault, nothing } from './fault.ts';
import { HOST_SECOND, type Network, NOBODY, NOWHERE } from './network.ts';

/** What a name server or a hosts file does to a name, and names whose addresses are dead. */
export function nameFaults(network: Network): readonly Fault[] {
  return [
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
      'a hosts file with a wrong address',
      async () => network.hosts(`${NOBODY} good.lab.test`),
      'good.lab.test',
      { name: 'wrong-address', path: 'silent' },
      'path',
      ['wrong-address'],
    ],
    ['a name that leads back here', nothing, 'loopback.lab.test', { name: 'wrong-address' }, 'port', ['wrong-address']],
    [
      'both addresses dead',
      nothing,
      'all-dead.lab.test',
      { port: 'silent' },
      'port',
      ['port-blocked', 'network-path', 'host-off', 'wrong-address'],
    ],
    [
      'a name server that refuses the question',
      nothing,
      'refused.lab.test',
      { name: 'no-answer' },
      'name',
      ['wrong-address', 'network-path', 'vpn-needed'],
    ],
    [
      'a machine without a name server',
      async () => network.resolver(HOST_SECOND),
      'good.lab.test',
      { name: 'no-answer' },
      'name',
      ['wrong-address', 'network-path', 'vpn-needed'],
    ],
    [
      'a name server that cannot be reached',
      async () => network.resolver(NOWHERE),
      'good.lab.test',
      { name: 'no-answer' },
      'name',
      ['wrong-address', 'network-path', 'vpn-needed'],
    ],
    ['a name that a filter sinks', nothing, 'sinkhole.lab.test', { name: 'wrong-address' }, 'port', ['wrong-address']],
    [
      'a hosts file that leads back here',
      async () => network.hosts('127.0.0.1 good.lab.test'),
      'good.lab.test',
      { name: 'wrong-address' },
      'port',
      ['wrong-address'],
    ],
  ];
}
