import { type Row, table } from './expect-reading.ts';

const STATES: readonly (readonly [string, string])[] = [
  ['en', 'LISTENING'],
  ['de', 'ABHÖREN'],
  ['fr', 'ÉCOUTE'],
  ['es', 'ESCUCHANDO'],
  ['pt', 'OUVINDO'],
  ['it', 'IN ASCOLTO'],
  ['pl', 'NASŁUCHIWANIE'],
  ['ja', 'リッスン'],
];
table('netstat', [
  ...STATES.map(
    ([language, state]): Row => [
      `listening in ${language}`,
      `  TCP    0.0.0.0:135            0.0.0.0:0              ${state}       904\n  TCP    0.0.0.0:3389           0.0.0.0:0              ${state}       1200\n  TCP    [::]:3389              [::]:0                 ${state}       1200`,
      'listener: listening',
    ],
  ),
  [
    'loopback only',
    '  TCP    127.0.0.1:3389         0.0.0.0:0              LISTENING       1200',
    'listener: loopback-only',
  ],
  ['13389 is not 3389', '  TCP    0.0.0.0:13389          0.0.0.0:0              LISTENING       1200', 'nothing'],
  [
    'a connection of this device is no listener',
    '  TCP    192.0.2.9:50100        198.51.100.7:3389      ESTABLISHED     33',
    'port: open',
  ],
  ['nothing came through the filter', 'C:\\>netstat -ano | findstr :3389\n\nC:\\>', 'listener: not-listening'],
  ['nothing yet', 'C:\\>netstat -ano | findstr :3389', 'nothing'],
  [
    'a sorted listing goes past it',
    '  TCP    0.0.0.0:135     0.0.0.0:0   LISTENING   1\n  TCP    0.0.0.0:445     0.0.0.0:0   LISTENING   4\n  TCP    0.0.0.0:5040    0.0.0.0:0   LISTENING   5\n  TCP    0.0.0.0:49664   0.0.0.0:0   LISTENING   6',
    'listener: not-listening',
  ],
  [
    'linux',
    'tcp        0      0 0.0.0.0:3389            0.0.0.0:*               LISTEN      812/xrdp',
    'listener: listening',
  ],
  [
    'linux, both families',
    'tcp6       0      0 :::3389                 :::*                    LISTEN',
    'listener: listening',
  ],
  ['mac', 'tcp4       0      0  *.3389                 *.*                    LISTEN', 'listener: listening'],
  [
    'xrdp on another port',
    'tcp        0      0 0.0.0.0:3390            0.0.0.0:*               LISTEN      812/xrdp',
    'listener: other-port',
  ],
  ['lsof', 'xrdp      812 xrdp   11u  IPv6  22222      0t0  TCP *:3389 (LISTEN)', 'listener: listening'],
  [
    'a service name instead of a number',
    '  TCP    BOX:ms-wbt-server      BOX:0                  LISTENING',
    'listener: listening',
  ],
  [
    'the wanted port',
    '  TCP    0.0.0.0:3390           0.0.0.0:0              LISTENING       1200',
    'listener: listening',
    { host: 'pc', port: 3390 },
  ],
]);

table('ss', [
  [
    'listening',
    'LISTEN 0      2                  *:3389             *:*    users:(("xrdp",pid=1,fd=11))',
    'listener: listening',
  ],
  ['with a protocol column', 'tcp   LISTEN 0      2            0.0.0.0:3389        0.0.0.0:*', 'listener: listening'],
  ['loopback', 'LISTEN 0      2          127.0.0.1:3389       0.0.0.0:*', 'listener: loopback-only'],
  [
    'another port',
    'LISTEN 0      2                  *:3391             *:*    users:(("xrdp",pid=1,fd=11))',
    'listener: other-port',
  ],
  [
    'sesman is not xrdp',
    'LISTEN 0      2              [::1]:3350          [::]:*    users:(("xrdp-sesman",pid=1,fd=7))',
    'nothing',
  ],
  [
    'a service name instead of a number',
    'LISTEN 0      2                  *:ms-wbt-server             *:*',
    'listener: listening',
  ],
  ['nothing', '$ ss -tln | grep 3389\n$ ', 'listener: not-listening'],
]);

table('Get-NetTCPConnection', [
  [
    'table',
    'LocalAddress                        LocalPort RemoteAddress                       RemotePort State       AppliedSetting OwningProcess\n------------                        --------- -------------                       ---------- -----       -------------- -------------\n::                                  3389      ::                                  0          Listen                     1200\n0.0.0.0                             3389      0.0.0.0                             0          Listen                     1200',
    'listener: listening',
  ],
  ['list', 'LocalAddress   : 127.0.0.1\nLocalPort      : 3389\nState          : Listen', 'listener: loopback-only'],
  [
    'none, in German',
    'PS C:\\> Get-NetTCPConnection -LocalPort 3389\nGet-NetTCPConnection : Es wurden keine MSFT_NetTCPConnection-Objekte gefunden, deren Eigenschaft "LocalPort" dem Wert "3389" entspricht.\n    + FullyQualifiedErrorId : CmdletizationQuery_NotFound_LocalPort,Get-NetTCPConnection',
    'listener: not-listening',
  ],
  [
    'no established one',
    'PS C:\\> Get-NetTCPConnection -LocalPort 3389 -State Established\nGet-NetTCPConnection: No matching MSFT_NetTCPConnection objects found by CIM query for instances of the class: SELECT * FROM MSFT_NetTCPConnection  WHERE ((LocalPort = 3389)) AND ((State = 5)).',
    'nothing',
  ],
  [
    'another port',
    "Get-NetTCPConnection : No MSFT_NetTCPConnection objects found with property 'LocalPort' equal to '443'.",
    'nothing',
  ],
]);

table('qwinsta', [
  [
    'listening',
    ' SESSIONNAME       USERNAME                 ID  STATE   TYPE        DEVICE\n services                                    0  Disc\n>console           ann                       1  Active\n rdp-tcp                                 65536  Listen',
    'listener: listening',
  ],
  [
    'in German',
    ' SITZUNGSNAME      BENUTZERNAME             ID  STATUS  TYP         GERÄT\n services                                    0  Getr.\n>console           ann                       1  Aktiv\n rdp-tcp                                 65536  Abhören',
    'listener: listening',
  ],
  [
    'in Russian',
    ' СЕАНС             ПОЛЬЗОВАТЕЛЬ             ID  СТАТУС  ТИП         УСТР-ВО\n services                                    0  Диск\n>console           ann                       1  Активно\n rdp-tcp                                 65537  Прием',
    'listener: listening',
  ],
  [
    'no listener',
    ' SESSIONNAME       USERNAME                 ID  STATE   TYPE        DEVICE\n services                                    0  Disc\n>console           ann                       1  Active',
    'listener: not-listening',
  ],
  [
    'down',
    ' services                                    0  Disc\n>console           ann                       1  Active\n rdp-tcp                                 65536  Down',
    'listener: not-listening',
  ],
  [
    'query user is another listing',
    ' USERNAME              SESSIONNAME        ID  STATE   IDLE TIME  LOGON TIME\n>ann                   console             1  Active      none   2/2/2026 10:00 AM',
    'nothing',
  ],
]);
