import { type Row, table } from './expect-reading.ts';

const PC = { host: 'desk7', port: 3389 };
const ADDRESS = { host: '198.51.100.7', port: 3389 };

const testResult = (tcp: string, ping = 'True', port = '3389') =>
  `ComputerName           : desk7\nRemoteAddress          : 198.51.100.7\nRemotePort             : ${port}\nInterfaceAlias         : Wi-Fi\nSourceAddress          : 192.0.2.9\nPingSucceeded          : ${ping}\nPingReplyDetails (RTT) : 3 ms\nTcpTestSucceeded       : ${tcp}`;

table('Test-NetConnection', [
  ['open', testResult('True').replace(/Ping.*\n/g, ''), 'port: open · name: resolves', PC],
  [
    'shut, the ping answers',
    `WARNUNG: TCP connect to (198.51.100.7 : 3389) failed\n\n${testResult('False')}`,
    'port: closed · path: answers · name: resolves',
    PC,
  ],
  [
    'nothing answers',
    `AVVISO: TCP connect to (198.51.100.7 : 3389) failed\nAVVISO: Ping to 198.51.100.7 failed with status: TimedOut\n${testResult('False', 'False')}`,
    'port: closed · path: silent · name: resolves',
    PC,
  ],
  [
    'no route',
    `AVERTISSEMENT : TCP connect to (198.51.100.7 : 3389) failed\nAVERTISSEMENT : Ping to 198.51.100.7 failed with status: DestinationHostUnreachable\n${testResult('False', 'False')}`,
    'port: closed · path: no-route · name: resolves',
    PC,
  ],
  [
    'a host that takes TCP is there though its ping fails',
    testResult('True', 'False'),
    'port: open · name: resolves',
    PC,
  ],
  ['another port says nothing of this one', testResult('False', 'True', '445'), 'path: answers · name: resolves', PC],
  [
    'the port that was asked for',
    testResult('True', 'True', '3390'),
    'port: open · path: answers · name: resolves',
    { host: 'desk7', port: 3390 },
  ],
  ['another host', testResult('False'), 'nothing', { host: 'other9', port: 3389 }],
  ['cut before the result', testResult('False').split('\n').slice(0, 4).join('\n'), 'nothing', PC],
  ['name fails', 'PS C:\\> tnc desk7 -Port 3389\nОСТОРОЖНО! Name resolution of desk7 failed', 'name: not-found', PC],
  [
    'quiet',
    'PS C:\\> Test-NetConnection desk7 -Port 3389 -InformationLevel Quiet\nFalse\nPS C:\\>',
    'port: closed',
    PC,
  ],
  [
    'as a table',
    'ComputerName RemotePort TcpTestSucceeded\n------------ ---------- ----------------\ndesk7              3389             True',
    'port: open',
    PC,
  ],
  ['in a documentation sentence', 'If TcpTestSucceeded : True is shown, the port is open.', 'nothing', PC],
  ['in a script', 'if ($result.TcpTestSucceeded -eq $true) { "open" }', 'nothing', PC],
  [
    'the second of two runs',
    `${testResult('False')}\n\n${testResult('True')}`,
    'port: open · path: answers · name: resolves',
    PC,
  ],
]);

table('nc, telnet, curl and other connections', [
  ['openbsd open', 'Connection to desk7 3389 port [tcp/ms-wbt-server] succeeded!', 'port: open', PC],
  [
    'openbsd open, with address',
    'Connection to desk7 (198.51.100.7) 3389 port [tcp/ms-wbt-server] succeeded!',
    'port: open',
    PC,
  ],
  ['mac open', 'Connection to desk7 port 3389 [tcp/ms-wbt-server] succeeded!', 'port: open', PC],
  ['timed out', 'nc: connect to desk7 port 3389 (tcp) failed: Connection timed out', 'port: silent', PC],
  ['mac timed out', 'nc: connectx to desk7 port 3389 (tcp) failed: Operation timed out', 'port: silent', PC],
  [
    'refused, in German',
    'nc: connect to desk7 port 3389 (tcp) failed: Verbindungsaufbau abgelehnt',
    'port: refused',
    PC,
  ],
  ['refused, in French', 'nc: connect to desk7 port 3389 (tcp) failed: Connexion refusée', 'port: refused', PC],
  ['refused, in Spanish', 'nc: connect to desk7 port 3389 (tcp) failed: Conexión rehusada', 'port: refused', PC],
  ['refused, in Portuguese', 'nc: connect to desk7 port 3389 (tcp) failed: Conexão recusada', 'port: refused', PC],
  ['refused, in Italian', 'nc: connect to desk7 port 3389 (tcp) failed: Connessione rifiutata', 'port: refused', PC],
  ['refused, in Polish', 'nc: connect to desk7 port 3389 (tcp) failed: Połączenie odrzucone', 'port: refused', PC],
  ['refused, in Russian', 'nc: connect to desk7 port 3389 (tcp) failed: В соединении отказано', 'port: refused', PC],
  ['refused, in Japanese', 'nc: connect to desk7 port 3389 (tcp) failed: 接続を拒否されました', 'port: refused', PC],
  ['refused, in Chinese', 'nc: connect to desk7 port 3389 (tcp) failed: 拒绝连接', 'port: refused', PC],
  ['no route', 'nc: connect to desk7 port 3389 (tcp) failed: No route to host', 'path: no-route', PC],
  ['another port', 'nc: connect to desk7 port 22 (tcp) failed: Connection refused', 'nothing', PC],
  ['traditional, open', 'desk7 [198.51.100.7] 3389 (ms-wbt-server) open', 'port: open', PC],
  [
    'traditional, refused',
    '(UNKNOWN) [198.51.100.7] 3389 (ms-wbt-server) : Connection refused',
    'port: refused',
    ADDRESS,
  ],
  ['busybox', 'nc: desk7 (198.51.100.7:3389): Connection refused', 'port: refused', PC],
  [
    'ncat open',
    'Ncat: Version 7.94 ( https://nmap.org/ncat )\nNcat: Connected to 198.51.100.7:3389.',
    'port: open',
    ADDRESS,
  ],
  ['ncat refused needs its command', '$ ncat -v desk7 3389\nNcat: Connection refused.', 'port: refused', PC],
  ['ncat refused without its command', 'Ncat: Connection refused.', 'nothing', PC],
  ['ncat timed out', '$ ncat -v desk7 3389\nNcat: TIMEOUT.', 'port: silent', PC],
  [
    'ncat cannot resolve',
    '$ ncat -v desk7 3389\nNcat: Could not resolve hostname "desk7": Name or service not known. QUITTING.',
    'name: not-found',
    PC,
  ],
  [
    'nc cannot resolve',
    '$ nc -zv desk7 3389\nnc: getaddrinfo for host "desk7" port 3389: Name or service not known',
    'name: not-found',
    PC,
  ],
  [
    'mac nc cannot resolve',
    '% nc -zv desk7 3389\nnc: getaddrinfo: nodename nor servname provided, or not known',
    'name: not-found',
    PC,
  ],
  ['curl open', '* Connected to desk7 (198.51.100.7) port 3389 (#0)', 'port: open', PC],
  [
    'curl refused',
    'curl: (7) Failed to connect to desk7 port 3389 after 2 ms: Connection refused',
    'port: refused',
    PC,
  ],
  [
    'curl timed out',
    'curl: (28) Failed to connect to desk7 port 3389 after 130112 ms: Connection timed out',
    'port: silent',
    PC,
  ],
  [
    'curl, name',
    '$ curl -v telnet://desk7:3389\n* Could not resolve host: desk7\ncurl: (6) Could not resolve host: desk7',
    'name: not-found',
    PC,
  ],
  ['go dial', 'dial tcp 198.51.100.7:3389: connect: connection refused', 'port: refused', ADDRESS],
  ['go dial times out', '2026/01/02 11:12:13 dial tcp 198.51.100.7:3389: i/o timeout', 'port: silent', ADDRESS],
  ['psping', 'Connecting to 198.51.100.7:3389 (warmup): from 192.0.2.9:50111: 2.31ms', 'port: open', ADDRESS],
  [
    'psping silent',
    'Connecting to 198.51.100.7:3389: This operation returned because the timeout period expired.',
    'port: silent',
    ADDRESS,
  ],
  ['portqry', 'C:\\>portqry -n desk7 -e 3389\n\nTCP port 3389 (ms-wbt-server service): FILTERED', 'port: silent'],
  [
    'telnet of Linux, refused',
    '$ telnet desk7 3389\nTrying 198.51.100.7...\ntelnet: Unable to connect to remote host: Connection refused',
    'name: resolves · port: refused',
    PC,
  ],
  [
    'telnet of Linux, open',
    "$ telnet desk7 3389\nTrying 198.51.100.7...\nConnected to desk7.\nEscape character is '^]'.",
    'name: resolves · port: open',
    PC,
  ],
  [
    'telnet of macOS, silent',
    '% telnet desk7 3389\nTrying 198.51.100.7...\ntelnet: connect to address 198.51.100.7: Operation timed out\ntelnet: Unable to connect to remote host',
    'name: resolves · port: silent',
    PC,
  ],
  [
    'telnet without a port',
    '$ telnet desk7\nTrying 198.51.100.7...\ntelnet: Unable to connect to remote host: Connection refused',
    'nothing',
    PC,
  ],
]);

const TELNET: readonly (readonly [string, string])[] = [
  ['en', 'Connecting To desk7...Could not open connection to the host, on port 3389: Connect failed'],
  [
    'de',
    'Verbindungsaufbau zu desk7...Es konnte keine Verbindung mit dem Host hergestellt werden, auf Port 3389: Verbinden fehlgeschlagen',
  ],
  [
    'fr',
    "Connexion à desk7...Impossible d'ouvrir une connexion à l'hôte, sur le port 3389: Échec lors de la connexion",
  ],
  ['es', 'Conectándose a desk7...No se puede abrir la conexión al host, en puerto 3389: Error en la conexión'],
  ['pt', 'Conectando-se a desk7...Não foi possível abrir conexão com o host, na porta 3389: Conexão falhou'],
  [
    'it',
    "Connessione a desk7...Impossibile aprire una connessione all'host. sulla porta 3389: Connessione non riuscita",
  ],
  ['pl', 'Łączenie z desk7...Nie można otworzyć połączenia z tym hostem na porcie 3389: Połączenie nieudane'],
  ['ru', 'Подключение к desk7...Не удалось открыть подключение к этому узлу, на порт 3389: Сбой подключения'],
  ['ja', '接続中: desk7...ホストへ接続できませんでした。 ポート番号 3389: 接続に失敗しました'],
  ['zh', '正在连接desk7...无法打开到主机的连接。 在端口 3389: 连接失败'],
];
table(
  'telnet of Windows',
  TELNET.flatMap(([language, text]): Row[] => [
    [language, text, 'port: closed', PC],
    [`${language}, wrapped`, text.replace(' 3389', '\n3389'), 'port: closed', PC],
    [`${language}, another port`, text.replace('3389', '23'), 'nothing', PC],
  ]),
);

table('programs that quote the operating system', [
  ['a resolver of Go', 'dial tcp: lookup desk7 on 192.0.2.53:53: no such host', 'name: not-found', PC],
  [
    'a resolver that does not answer',
    'dial tcp: lookup desk7 on 192.0.2.53:53: read udp 192.0.2.9:5353->192.0.2.53:53: i/o timeout',
    'name: no-answer',
    PC,
  ],
  [
    'Winsock in German',
    'connect to 198.51.100.7:3389: Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte.',
    'port: refused',
    ADDRESS,
  ],
  [
    'Winsock in Japanese',
    '接続 198.51.100.7:3389: 対象のコンピューターによって拒否されたため、接続できませんでした。',
    'port: refused',
    ADDRESS,
  ],
  [
    'Winsock times out',
    'dial tcp 198.51.100.7:3389: connectex: A connection attempt failed because the connected party did not properly respond after a period of time.',
    'port: silent',
    ADDRESS,
  ],
  ['another port', 'dial tcp 198.51.100.7:8080: connect: connection refused', 'nothing', ADDRESS],
  ['a line number is no port', 'main.go:3389 connection refused', 'nothing', ADDRESS],
]);
