import { describe, test } from 'vitest';
import type { Wanted } from '../../../machines/reading/observation.ts';
import { expectReading, script } from './expect-reading.ts';

type Row = [title: string, text: string, expected: string, target?: Wanted | undefined];
const PC = { host: 'desk7.corp.example' };

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    test.each<Row>([...rows])('%s', (_, text, expected, target) => expectReading(text, script(expected), target));
  });
}

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

const TRACERT: readonly (readonly [string, string, string, string, string])[] = [
  [
    'en',
    'Tracing route to desk7.corp.example [198.51.100.7]\nover a maximum of 30 hops:',
    'Request timed out.',
    'Trace complete.',
    'Unable to resolve target system name desk7.corp.example.',
  ],
  [
    'de',
    'Routenverfolgung zu desk7.corp.example [198.51.100.7]\nüber maximal 30 Hops:',
    'Zeitüberschreitung der Anforderung.',
    'Ablaufverfolgung beendet.',
    'Der Zielname desk7.corp.example konnte nicht aufgelöst werden.',
  ],
  [
    'fr',
    "Détermination de l'itinéraire vers desk7.corp.example [198.51.100.7]\navec un maximum de 30 sauts :",
    "Délai d'attente de la demande dépassé.",
    'Itinéraire déterminé.',
    'Impossible de résoudre le nom du système cible desk7.corp.example.',
  ],
  [
    'es',
    'Traza a la dirección desk7.corp.example [198.51.100.7]\nsobre un máximo de 30 saltos:',
    'Tiempo de espera agotado para esta solicitud.',
    'Traza completa.',
    'No se puede resolver el nombre del sistema de destino desk7.corp.example.',
  ],
  [
    'pt',
    'Rastreando a rota para desk7.corp.example [198.51.100.7]\ncom no máximo 30 saltos:',
    'Esgotado o tempo limite do pedido.',
    'Rastreamento concluído.',
    'Não é possível resolver o nome do sistema de destino desk7.corp.example.',
  ],
  [
    'it',
    'Traccia instradamento verso desk7.corp.example [198.51.100.7]\nsu un massimo di 30 punti di passaggio:',
    'Richiesta scaduta.',
    'Traccia completata.',
    'Impossibile risolvere il nome del sistema di destinazione desk7.corp.example.',
  ],
  [
    'pl',
    'Śledzenie trasy do desk7.corp.example [198.51.100.7]\nz maksymalną liczbą 30 przeskoków:',
    'Upłynął limit czasu żądania.',
    'Śledzenie zakończone.',
    'Nie można rozpoznać nazwy systemu docelowego desk7.corp.example.',
  ],
  [
    'ru',
    'Трассировка маршрута к desk7.corp.example [198.51.100.7]\nс максимальным числом прыжков 30:',
    'Превышен интервал ожидания для запроса.',
    'Трассировка завершена.',
    'Не удается разрешить системное имя узла desk7.corp.example.',
  ],
  [
    'ja',
    'desk7.corp.example [198.51.100.7] へのルートをトレースしています\n経由するホップ数は最大 30 です:',
    '要求がタイムアウトしました。',
    'トレースを完了しました。',
    'ターゲット システム名 desk7.corp.example を解決できません。',
  ],
  [
    'zh',
    '通过最多 30 个跃点跟踪\n到 desk7.corp.example [198.51.100.7] 的路由:',
    '请求超时。',
    '跟踪完成。',
    '无法解析目标系统名称 desk7.corp.example。',
  ],
];
table(
  'tracert',
  TRACERT.flatMap(([language, heading, silent, complete, unknown]): Row[] => {
    const router = '  1     1 ms     1 ms     1 ms  192.0.2.1';
    const stars = (from: number, to: number) =>
      Array.from(
        { length: to - from + 1 },
        (_, i) => `${String(from + i).padStart(3)}     *        *        *     ${silent}`,
      ).join('\n');
    return [
      [
        `${language}: reached`,
        `${heading}\n\n${router}\n${stars(2, 2)}\n  3    12 ms    <1 ms    11 ms  desk7.corp.example [198.51.100.7]\n\n${complete}`,
        'path: answers · name: resolves',
        PC,
      ],
      [
        `${language}: silent to the end`,
        `${heading}\n\n${router}\n${stars(2, 30)}\n\n${complete}`,
        'path: silent · name: resolves',
        PC,
      ],
      [`${language}: cut`, `${heading}\n\n${router}\n${stars(2, 9)}`, 'name: resolves', PC],
      [`${language}: unknown`, unknown, 'name: not-found', PC],
    ];
  }),
);
table('traceroute, mtr, pathping', [
  [
    'reached',
    'traceroute to desk7.corp.example (198.51.100.7), 30 hops max, 60 byte packets\n 1  gw (192.0.2.1)  0.5 ms  0.4 ms  0.4 ms\n 2  desk7.corp.example (198.51.100.7)  1.5 ms  1.4 ms  1.4 ms',
    'path: answers · name: resolves',
    PC,
  ],
  [
    'no route',
    'traceroute to 198.51.100.7 (198.51.100.7), 30 hops max, 60 byte packets\n 1  gw (192.0.2.1)  0.5 ms  0.4 ms  0.4 ms\n 2  gw (192.0.2.1)  3004.1 ms !H  3004.0 ms !H  3004.0 ms !H',
    'path: no-route',
    { host: '198.51.100.7' },
  ],
  [
    'windows, no route',
    'Tracing route to 198.51.100.7 over a maximum of 30 hops\n\n  1     1 ms     1 ms     1 ms  192.0.2.1\n  2  192.0.2.1  reports: Destination host unreachable.\n\nTrace complete.',
    'path: no-route',
    { host: '198.51.100.7' },
  ],
  [
    'stars to the last hop',
    `traceroute to 198.51.100.7 (198.51.100.7), 4 hops max, 60 byte packets\n 1  gw (192.0.2.1)  0.5 ms  0.4 ms  0.4 ms\n 2  * * *\n 3  * * *\n 4  * * *`,
    'path: silent',
    { host: '198.51.100.7' },
  ],
  ['unknown host', 'traceroute: unknown host desk7.corp.example', 'name: not-found', PC],
  [
    'mtr reaches',
    '$ mtr -r desk7.corp.example\nHOST: box                         Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 192.0.2.1                  0.0%    10    0.5   0.5   0.4   0.6   0.1\n  2.|-- desk7.corp.example         0.0%    10    9.5   9.5   9.4   9.6   0.1',
    'path: answers',
    PC,
  ],
  [
    'mtr loses',
    '$ mtr -r desk7.corp.example\nHOST: box                         Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 192.0.2.1                  0.0%    10    0.5   0.5   0.4   0.6   0.1\n  2.|-- desk7.corp.example        30.0%    10    9.5   9.5   9.4   9.6   0.1',
    'path: lossy',
    PC,
  ],
  [
    'mtr silent',
    '$ mtr -r desk7.corp.example\nHOST: box                         Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 192.0.2.1                  0.0%    10    0.5   0.5   0.4   0.6   0.1\n  2.|-- ???                       100.0    10    0.0   0.0   0.0   0.0   0.0',
    'path: silent',
    PC,
  ],
  [
    'pathping loses',
    'Tracing route to desk7.corp.example [198.51.100.7]\nover a maximum of 30 hops:\n  0  box [192.0.2.9]\n  1  desk7.corp.example [198.51.100.7]\n\nComputing statistics for 25 seconds...\n            Source to Here   This Node/Link\nHop  RTT    Lost/Sent = Pct  Lost/Sent = Pct  Address\n  0                                           box [192.0.2.9]\n                               12/ 100 = 12%   |\n  1    2ms    12/ 100 = 12%     0/ 100 =  0%  desk7.corp.example [198.51.100.7]\n\nTrace complete.',
    'path: lossy · name: resolves',
    PC,
  ],
  [
    'no own address',
    'C:\\>ipconfig\n\nWindows IP Configuration\n\nEthernet adapter Ethernet:\n\n   Connection-specific DNS Suffix  . :\n   Autoconfiguration IPv4 Address. . : 169.254.10.20\n   Subnet Mask . . . . . . . . . . . : 255.255.0.0\n   Default Gateway . . . . . . . . . :\n\nC:\\>',
    'path: no-route',
    undefined,
  ],
  [
    'an own address',
    'C:\\>ipconfig\n\nEthernet-Adapter Ethernet:\n\n   IPv4-Adresse  . . . . . . . . . . : 192.0.2.9\n   Subnetzmaske  . . . . . . . . . . : 255.255.255.0\n\nC:\\>',
    'nothing',
    undefined,
  ],
  [
    'no route leads there',
    '===\nIPv4 Route Table\n===\nActive Routes:\nNetwork Destination        Netmask          Gateway       Interface  Metric\n        127.0.0.0        255.0.0.0         On-link         127.0.0.1    331\n        192.0.2.0    255.255.255.0         On-link         192.0.2.9    281\n',
    'path: no-route',
    { host: '198.51.100.7' },
  ],
  [
    'a default route leads there',
    'Network Destination        Netmask          Gateway       Interface  Metric\n          0.0.0.0          0.0.0.0        192.0.2.1        192.0.2.9     25\n        127.0.0.0        255.0.0.0         On-link         127.0.0.1    331\n',
    'nothing',
    { host: '198.51.100.7' },
  ],
]);
