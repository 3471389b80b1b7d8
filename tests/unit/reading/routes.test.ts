import { type Row, table } from './expect-reading.ts';

const PC = { host: 'desk7.corp.example' };

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
]);

table('ipconfig and route print', [
  [
    'no own address',
    'C:\\>ipconfig\n\nWindows IP Configuration\n\nEthernet adapter Ethernet:\n\n   Connection-specific DNS Suffix  . :\n   Autoconfiguration IPv4 Address. . : 169.254.10.20\n   Subnet Mask . . . . . . . . . . . : 255.255.0.0\n   Default Gateway . . . . . . . . . :\n\nC:\\>',
    'path: no-route',
  ],
  [
    'an own address',
    'C:\\>ipconfig\n\nEthernet-Adapter Ethernet:\n\n   IPv4-Adresse  . . . . . . . . . . : 192.0.2.9\n   Subnetzmaske  . . . . . . . . . . : 255.255.255.0\n\nC:\\>',
    'nothing',
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
