import { type Row, table } from './expect-reading.ts';

const PC = { host: 'desk7.corp.example' };

const LABELS: readonly (readonly [string, string, string, string])[] = [
  ['en', 'Server:  ', 'Address:  ', 'Name:    '],
  ['de', 'Server:  ', 'Address:  ', 'Name:    '],
  ['fr', 'Serveur :   ', 'Address:  ', 'Nom :    '],
  ['es', 'Servidor:  ', 'Address:  ', 'Nombre:  '],
  ['pt', 'Servidor:  ', 'Address:  ', 'Nome:    '],
  ['it', 'Server:  ', 'Address:  ', 'Nome:    '],
  ['pl', 'Serwer:  ', 'Address:  ', 'Nazwa:   '],
  ['ru', 'Сервер:  ', 'Address:  ', 'Имя:     '],
  ['ja', 'サーバー:  ', 'Address:  ', '名前:    '],
  ['zh', '服务器:  ', 'Address:  ', '名称:    '],
];
table(
  'nslookup of Windows',
  LABELS.flatMap(([language, server, address, name]): Row[] => [
    [
      `${language}: resolves`,
      `C:\\>nslookup desk7.corp.example\n${server}dns1.corp.example\n${address}192.0.2.53\n\n${name}desk7.corp.example\n${address}198.51.100.7\n`,
      'name: resolves',
      PC,
    ],
    [
      `${language}: several addresses`,
      `${server}UnKnown\n${address}192.0.2.53\n\n${name}desk7.corp.example\nAddresses:  2001:db8::7\n\t  198.51.100.7\n`,
      'name: resolves',
      PC,
    ],
    [`${language}: server only`, `${server}dns1.corp.example\n${address}192.0.2.53\n`, 'nothing', PC],
    [
      `${language}: does not exist`,
      `${server}dns1.corp.example\n${address}192.0.2.53\n\n*** dns1.corp.example ??? desk7.corp.example ???: Non-existent domain\n`,
      'name: not-found',
      PC,
    ],
  ]),
);
table('nslookup', [
  [
    'times out',
    'C:\\>nslookup desk7.corp.example\nDNS request timed out.\n    timeout was 2 seconds.\nServer:  UnKnown\nAddress:  192.0.2.53\n\nDNS request timed out.\n    timeout was 2 seconds.\n*** Request to UnKnown timed-out\n',
    'name: no-answer',
    PC,
  ],
  [
    'a first time-out belongs to the server',
    'C:\\>nslookup desk7.corp.example\nDNS request timed out.\n    timeout was 2 seconds.\nServer:  UnKnown\nAddress:  192.0.2.53\n\nName:    desk7.corp.example\nAddress:  198.51.100.7\n',
    'name: resolves',
    PC,
  ],
  ['server failure', "*** dns1.corp.example can't find desk7.corp.example: Server failed", 'name: no-answer', PC],
  ['refused', "*** dns1.corp.example can't find desk7.corp.example: Query refused", 'name: no-answer', PC],
  [
    'bind, nxdomain',
    "Server:\t\t127.0.0.53\nAddress:\t127.0.0.53#53\n\n** server can't find desk7.corp.example: NXDOMAIN\n",
    'name: not-found',
    PC,
  ],
  [
    'bind, servfail',
    "Server:\t\t127.0.0.53\nAddress:\t127.0.0.53#53\n\n** server can't find desk7.corp.example: SERVFAIL\n",
    'name: no-answer',
    PC,
  ],
  [
    'bind, resolves',
    'Server:\t\t127.0.0.53\nAddress:\t127.0.0.53#53\n\nNon-authoritative answer:\nName:\tdesk7.corp.example\nAddress: 198.51.100.7\n',
    'name: resolves',
    PC,
  ],
  [
    'bind, no server',
    '$ nslookup desk7.corp.example\n;; connection timed out; no servers could be reached\n',
    'name: no-answer',
    PC,
  ],
  [
    'reverse look-up',
    "C:\\>nslookup 198.51.100.7\nServer:  dns1\nAddress:  192.0.2.53\n\n*** dns1 can't find 198.51.100.7: Non-existent domain",
    'nothing',
    { host: '198.51.100.7' },
  ],
  ['another name', "*** dns1.corp.example can't find printer.corp.example: Non-existent domain", 'nothing', PC],
]);

table('Resolve-DnsName', [
  [
    'table',
    'PS C:\\> Resolve-DnsName desk7.corp.example\n\nName                                           Type   TTL   Section    IPAddress\n----                                           ----   ---   -------    ---------\ndesk7.corp.example                             A      1200  Answer     198.51.100.7\n',
    'name: resolves',
    PC,
  ],
  [
    'does not exist',
    'Resolve-DnsName : desk7.corp.example : DNS name does not exist\nAt line:1 char:1\n    + FullyQualifiedErrorId : DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName',
    'name: not-found',
    PC,
  ],
  [
    'times out',
    'Resolve-DnsName : desk7.corp.example : Le délai est dépassé\n    + FullyQualifiedErrorId : ERROR_TIMEOUT,Microsoft.DnsClient.Commands.ResolveDnsName',
    'name: no-answer',
    PC,
  ],
  [
    'server failure, wrapped',
    'Resolve-DnsName : desk7.corp.example : DNS\n    + FullyQualifiedErrorId : DNS_ERROR_RCODE_SER\n   VER_FAILURE,Microsoft.DnsClient',
    'name: no-answer',
    PC,
  ],
  [
    'German words only',
    'Resolve-DnsName: desk7.corp.example : Der DNS-Name ist nicht vorhanden.',
    'name: not-found',
    PC,
  ],
]);

table('dig, host, getent', [
  [
    'dig resolves',
    '; <<>> DiG 9.18 <<>> desk7.corp.example\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4711\n;; QUESTION SECTION:\n;desk7.corp.example.\t\tIN\tA\n\n;; ANSWER SECTION:\ndesk7.corp.example.\t300\tIN\tA\t198.51.100.7\n',
    'name: resolves',
    PC,
  ],
  [
    'dig nxdomain',
    ';; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n;; QUESTION SECTION:\n;desk7.corp.example.\tIN\tA\n',
    'name: not-found',
    PC,
  ],
  [
    'dig servfail',
    '$ dig desk7.corp.example\n;; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 1\n',
    'name: no-answer',
    PC,
  ],
  [
    'dig, no server',
    '$ dig desk7.corp.example\n;; connection timed out; no servers could be reached\n',
    'name: no-answer',
    PC,
  ],
  ['dig short', '$ dig +short desk7.corp.example\n198.51.100.7\n', 'name: resolves', PC],
  [
    'dig for mail',
    ';; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n;; QUESTION SECTION:\n;desk7.corp.example.\tIN\tMX\n',
    'nothing',
    PC,
  ],
  ['host', 'desk7.corp.example has address 198.51.100.7', 'name: resolves', PC],
  ['host, nxdomain', 'Host desk7.corp.example not found: 3(NXDOMAIN)', 'name: not-found', PC],
  ['getent', '$ getent hosts desk7.corp.example\n198.51.100.7   desk7.corp.example', 'name: resolves', PC],
]);
