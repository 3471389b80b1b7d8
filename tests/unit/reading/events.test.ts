import { type Row, table } from './expect-reading.ts';

const failedLogon = (status: string, sub: string, type = '3') =>
  `Ereignis-ID: 4625\nQuelle: Microsoft-Windows-Security-Auditing\nDatum: 02.02.2026 10:11:12\nAnmeldetyp:\t\t\t${type}\n\tSicherheits-ID:\t\tNULL SID\n\tStatus:\t\t\t${status}\n\tUnterstatus:\t\t${sub}`;
const STATUSES: readonly (readonly [string, string])[] = [
  ['0xc0000064', 'rejected'],
  ['0xc000006a', 'rejected'],
  ['0xc000006e', 'not-permitted'],
  ['0xc000006f', 'not-permitted'],
  ['0xc0000070', 'not-permitted'],
  ['0xc0000071', 'expired'],
  ['0xc0000072', 'locked'],
  ['0xc000015b', 'not-permitted'],
  ['0xc0000193', 'expired'],
  ['0xc0000224', 'expired'],
  ['0xc0000234', 'locked'],
  ['0xc0000413', 'not-permitted'],
];
const xml = (provider: string, id: number, data = '') =>
  `<Event xmlns='x'><System><Provider Name='${provider}'/><EventID>${id}</EventID><TimeCreated SystemTime='2026-02-02T10:11:12Z'/><Channel>${provider}/Operational</Channel></System><EventData>${data}</EventData></Event>`;
const RCM = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';
const LSM = 'Microsoft-Windows-TerminalServices-LocalSessionManager';
const CORE = 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS';
table('events', [
  ...STATUSES.flatMap(([status, answer]): Row[] => [
    [`4625 ${status}`, failedLogon(status, '0x0'), `code: credssp-ntstatus:${status} · credentials: ${answer}`],
    [
      `4625 ${status} as sub status`,
      failedLogon('0xC000006D', status),
      `code: credssp-ntstatus:0xc000006d · code: credssp-ntstatus:${status} · credentials: ${answer}`,
    ],
  ]),
  ['clock', failedLogon('0xC0000133', '0x0'), 'code: credssp-ntstatus:0xc0000133 · clock: skewed'],
  ['a service account', failedLogon('0xC000006D', '0xC0000064', '5'), 'nothing'],
  ['1149', xml(RCM, 1149), 'port: open · host-log: signed-in'],
  ['131', xml(CORE, 131), 'port: open'],
  ['140', xml(CORE, 140), 'credentials: rejected'],
  [
    '139',
    xml(CORE, 139, "<Data Name='ErrorCode'>0x80090304</Data>"),
    'host-log: arrived-then-dropped · code: credssp-ntstatus:0x80090304',
  ],
  ['1006', xml(RCM, 1006), 'host-log: too-many-pending'],
  ['20517', xml(RCM, 20517), 'host-log: time-limit'],
  ['258', xml(RCM, 258), 'listener: listening'],
  ['260', xml(RCM, 260), 'listener: not-listening'],
  ['21', xml(LSM, 21), 'host-log: session-started'],
  ['21 of another log', xml('Microsoft-Windows-TaskScheduler', 21), 'nothing'],
  [
    '7034',
    xml('Service Control Manager', 7034, '<Data Name="param1">Remotedesktopdienste</Data>'),
    'host-log: service-crashed',
  ],
  [
    '7034 of another service',
    xml('Service Control Manager', 7034, '<Data Name="param1">Druckwarteschlange</Data>'),
    'nothing',
  ],
  [
    '1026',
    `Event ID: 1026\nLog: Microsoft-Windows-TerminalServices-RDPClient/Operational\n10:11:12\nRDP ClientActiveX has been disconnected (Reason= 516)`,
    'code: mstsc-disconnect:0x204',
  ],
  [
    'json',
    JSON.stringify({
      winlog: {
        event_id: 4625,
        provider_name: 'Microsoft-Windows-Security-Auditing',
        event_data: { LogonType: '3', Status: '0xc000006d', SubStatus: '0xc000006a' },
      },
    }),
    'code: credssp-ntstatus:0xc000006d · code: credssp-ntstatus:0xc000006a · credentials: rejected',
  ],
  [
    'a table',
    '   ProviderName: Microsoft-Windows-TerminalServices-LocalSessionManager\n\nTimeCreated                     Id LevelDisplayName Message\n-----------                     -- ---------------- -------\n02/02/2026 10:11:12             21 Information      Session logon succeeded',
    'host-log: session-started',
  ],
  [
    'an article about an event',
    'Event ID: 1149\nProvider: Microsoft-Windows-TerminalServices-RemoteConnectionManager\nMeaning: somebody passed network authentication.',
    'nothing',
  ],
]);

table('layouts of Event Viewer', [
  [
    'English',
    'Log Name:      Security\nSource:        Microsoft-Windows-Security-Auditing\nDate:          2/2/2026 10:11:12 AM\nEvent ID:      4625\nLevel:         Information\nLogon Type:\t\t\t3\n\tSecurity ID:\t\tNULL SID\n\tStatus:\t\t\t0xC0000234\n\tSub Status:\t\t0x0',
    'code: credssp-ntstatus:0xc0000234 · credentials: locked',
  ],
  [
    'French, with a level of 0',
    "Source :       Microsoft-Windows-Security-Auditing\nDate :         02/02/2026 10:11:12\nID de l'événement :4625\nNiveau : 0\nType d'ouverture de session :\t\t10\n\tÉtat :\t\t\t0xC0000072\n\tSous-état :\t\t0x0",
    'code: credssp-ntstatus:0xc0000072 · credentials: locked',
  ],
  [
    'Get-WinEvent as a list',
    'TimeCreated  : 02/02/2026 10:11:12\nProviderName : Microsoft-Windows-TerminalServices-RemoteConnectionManager\nId           : 1006\nMessage      : many',
    'host-log: too-many-pending',
  ],
  ['the sentence alone', 'The server accepted a new TCP connection from client 192.0.2.9:50100.', 'port: open'],
  ['the sentence without what varies', 'The server accepted a new TCP connection from client.', 'nothing'],
]);
