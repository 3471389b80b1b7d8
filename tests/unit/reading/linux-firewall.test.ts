import { table } from './expect-reading.ts';

/** A listing of the INPUT chain, as iptables -L -n prints it. */
const listed = (...rules: readonly string[]): string =>
  [
    '# iptables -L INPUT -n',
    'Chain INPUT (policy ACCEPT)',
    'target     prot opt source       destination',
    ...rules,
  ].join('\n');
/** The same as iptables -S writes it. */
const written = (...rules: readonly string[]): string => ['# iptables -S INPUT', '-P INPUT DROP', ...rules].join('\n');

const ACCEPTS = 'ACCEPT     tcp  --  0.0.0.0/0            0.0.0.0/0            tcp dpt:3389';

table('iptables', [
  ['a listed rule for everybody', listed(ACCEPTS), 'firewall-rule: allowed'],
  [
    'a rule behind one for connections that are made',
    listed(`ACCEPT     all  --  0.0.0.0/0            0.0.0.0/0            ctstate RELATED,ESTABLISHED`, ACCEPTS),
    'firewall-rule: allowed',
  ],
  [
    'a rule behind one that turns everything away',
    listed('REJECT     all  --  0.0.0.0/0            0.0.0.0/0            reject-with icmp-host-prohibited', ACCEPTS),
    'nothing',
  ],
  ['the same, numeric protocol', listed('DROP       0    --  0.0.0.0/0            0.0.0.0/0', ACCEPTS), 'nothing'],
  [
    'a rule for one sender before one for all',
    listed(
      'ACCEPT     tcp  --  10.0.0.0/8           0.0.0.0/0            tcp dpt:3389',
      ACCEPTS.replace('ACCEPT', 'DROP  '),
    ),
    'nothing',
  ],
  ['a target with the name of a property', listed(ACCEPTS.replace('ACCEPT', 'constructor')), 'nothing'],
  ['another chain', listed(ACCEPTS).replace('Chain INPUT', 'Chain FORWARD'), 'nothing'],
  ['a written rule for everybody', written('-A INPUT -p tcp -m tcp --dport 3389 -j ACCEPT'), 'firewall-rule: allowed'],
  [
    'one that rejects',
    written('-A INPUT -p tcp -m tcp --dport 3389 -j REJECT --reject-with tcp-reset'),
    'firewall-rule: blocked',
  ],
  ['every port but this one', written('-A INPUT -p tcp -m tcp ! --dport 3389 -j DROP'), 'nothing'],
  ['a rule for the loopback interface', written('-A INPUT -i lo -p tcp -m tcp --dport 3389 -j ACCEPT'), 'nothing'],
  [
    'a written rule behind one that turns everything away',
    written('-A INPUT -j REJECT --reject-with icmp-host-prohibited', '-A INPUT -p tcp -m tcp --dport 3389 -j ACCEPT'),
    'nothing',
  ],
  ['a jump to the name of a property', written('-A INPUT -p tcp -m tcp --dport 3389 -j constructor'), 'nothing'],
  ['a port that starts alike', written('-A INPUT -p tcp -m tcp --dport 33890 -j ACCEPT'), 'nothing'],
]);
