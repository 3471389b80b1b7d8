import { type Row, table } from './expect-reading.ts';

const log = (message: string, tag = 'core', level = 'ERROR') =>
  `[10:11:12:131] [77:78] [${level}][com.freerdp.${tag}] - ${message}`;
const log3 = (message: string, tag = 'core', level = 'ERROR') =>
  `[10:11:12:131] [77:0000004d] [${level}][com.freerdp.${tag}] - [some_function]: ${message}`;
const CODES: readonly (readonly [string, string, string])[] = [
  ['DNS_NAME_NOT_FOUND', '20005', 'name: not-found'],
  ['CONNECT_FAILED', '20006', 'port: closed'],
  ['TLS_CONNECT_FAILED', '20008', 'tls: resets'],
  ['AUTHENTICATION_FAILED', '20009', 'credentials: rejected'],
  ['INSUFFICIENT_PRIVILEGES', '2000a', 'credentials: not-permitted'],
  ['SECURITY_NEGO_CONNECT_FAILED', '2000c', 'security: mismatch'],
  ['PASSWORD_EXPIRED', '2000e', 'credentials: expired'],
  ['ACCOUNT_DISABLED', '20012', 'credentials: locked'],
  ['PASSWORD_MUST_CHANGE', '20013', 'credentials: expired'],
  ['LOGON_FAILURE', '20014', 'credentials: rejected'],
  ['WRONG_PASSWORD', '20015', 'credentials: rejected'],
  ['ACCOUNT_RESTRICTION', '20017', 'credentials: not-permitted'],
  ['ACCOUNT_LOCKED_OUT', '20018', 'credentials: locked'],
  ['ACCOUNT_EXPIRED', '20019', 'credentials: expired'],
  ['LOGON_TYPE_NOT_GRANTED', '2001a', 'credentials: not-permitted'],
  ['TARGET_BOOTING', '2001d', 'host-power: starting'],
  ['HYBRID_REQUIRED_BY_SERVER', '2001e', 'security: nla'],
];
table('freerdp', [
  ...CODES.flatMap(([name, number, expected]): Row[] => [
    [
      `version 2: ${name}`,
      log(`freerdp_set_last_error_ex ERRCONNECT_${name} [0x000${number.toUpperCase()}]`),
      `code: freerdp-exit:0x${number} · ${expected}`,
    ],
    [
      `version 3: ${name}`,
      log3(`ERRCONNECT_${name} [0x000${number.toUpperCase()}]`),
      `code: freerdp-exit:0x${number} · ${expected}`,
    ],
  ]),
  [
    'version 1, number only',
    log('freerdp_set_last_error 0x20014'),
    'code: freerdp-exit:0x20014 · credentials: rejected',
  ],
  [
    'the transport only echoes',
    [log3('ERRCONNECT_LOGON_FAILURE [0x00020014]'), log3('ERRCONNECT_CONNECT_TRANSPORT_FAILED [0x0002000D]')].join(
      '\n',
    ),
    'code: freerdp-exit:0x20014 · credentials: rejected',
  ],
  [
    'the transport alone proves nothing',
    log3('ERRCONNECT_CONNECT_TRANSPORT_FAILED [0x0002000D]'),
    'code: freerdp-exit:0x2000d',
  ],
  [
    'refused is finer than failed',
    [
      log('failed to connect to 198.51.100.7: Connection refused', 'core'),
      log('freerdp_tcp_connect:freerdp_set_last_error_ex ERRCONNECT_CONNECT_FAILED [0x00020006]'),
    ].join('\n'),
    'code: freerdp-exit:0x20006 · port: refused',
  ],
  [
    'old TLS',
    [
      log3('error:0A000102:SSL routines::unsupported protocol', 'crypto'),
      log3('ERRCONNECT_TLS_CONNECT_FAILED [0x00020008]'),
    ].join('\n'),
    'code: freerdp-exit:0x20008 · tls: old-version',
  ],
  [
    'NTSTATUS',
    log('SPNEGO received NTSTATUS: STATUS_ACCOUNT_LOCKED_OUT [0xC0000234] from server', 'core.nla', 'WARN'),
    'credentials: locked',
  ],
  [
    'server error information',
    log3('ERRINFO_LICENSE_NO_LICENSE_SERVER (0x00000101):No licence server.'),
    'code: rdp-errinfo:0x101 · license: refused',
  ],
  [
    'another session',
    log3('ERRINFO_DISCONNECTED_BY_OTHER_CONNECTION (0x00000005):Someone else.'),
    'code: rdp-errinfo:0x5 · other-session: someone',
  ],
  ['idle', log3('ERRINFO_IDLE_TIMEOUT (0x00000003):Idle.'), 'code: rdp-errinfo:0x3 · drop: when-idle'],
  [
    'untrusted',
    'Certificate details for desk7:3389 (RDP-Server):\n\tCommon Name: desk7\nThe above X.509 certificate could not be verified, possibly because you do not have\nthe CA certificate in your certificate store.',
    'tls: untrusted',
  ],
  [
    'a new key for the same name',
    '!!!Certificate for desk7:3389 (RDP-Server) has changed!!!\n\nNew Certificate details:\n        Common Name: desk7\n\nOld Certificate details:\n        Subject:     CN = desk7\n',
    'tls: changed',
  ],
  [
    'another name',
    '!!!Certificate for desk7:3389 (RDP-Server) has changed!!!\n\nNew Certificate details:\n        Common Name: desk7\n\nOld Certificate details:\n        Subject:     CN = desk8\n',
    'identity: different-host',
  ],
  [
    'source code',
    'case ERRCONNECT_LOGON_FAILURE: return "logon failed";\n#define ERRCONNECT_LOGON_FAILURE 0x00020014',
    'nothing',
  ],
  ['a table of names', '"(locked)": ["ERRCONNECT_ACCOUNT_LOCKED_OUT [0x00020018]"],', 'nothing'],
]);

table('remmina and xrdp', [
  [
    'remmina, no address',
    'Could not find the address for the RDP server “desk7”.',
    'code: message:dns-name-not-found · name: not-found',
    { host: 'desk7' },
  ],
  ['remmina, another host', 'Could not find the address for the RDP server “desk8”.', 'nothing', { host: 'desk7' }],
  // The port was open: rdp_plugin.c says so of FREERDP_ERROR_POST_CONNECT_FAILED.
  [
    'remmina, no connection',
    'Cannot connect to the RDP server “desk7”.',
    'code: message:unable-to-connect-to-rdp-server',
    { host: 'desk7' },
  ],
  [
    'remmina, negotiation',
    'Unable to establish a connection to the RDP server “desk7”. Check “Security protocol negotiation”.',
    'code: message:no-common-security · security: mismatch',
    { host: 'desk7' },
  ],
  [
    'remmina, locked',
    'Could not access the RDP server “desk7”.\nAccount locked out.',
    'code: message:account-locked-too-many-attempts · credentials: locked',
    { host: 'desk7' },
  ],
  [
    'xrdp, login failed',
    '[20260202-10:11:12] [INFO ] xrdp_mm_process_login_response: login failed',
    'credentials: rejected',
  ],
  [
    'xrdp, port taken',
    '[20260202-10:11:12] [ERROR] g_tcp_bind failed bind IPv6 errno=98 (Address already in use)',
    'listener: not-listening',
  ],
  [
    'xrdp, window manager',
    '[20260202-10:11:12] [WARN ] Window manager (pid 42, display 10) exited quickly (0 secs). xrdp',
    'host-log: session-crashed',
  ],
  [
    'xrdp, ordinary lines',
    '[20260202-10:11:12] [INFO ] Socket 12: AF_INET6 connection received from ::ffff:192.0.2.9 port 50100 xrdp',
    'nothing',
  ],
]);

const LABELS: readonly (readonly [string, string, string])[] = [
  ['en', 'Error code: ', 'Extended error code: '],
  ['de', 'Fehlercode: ', 'Erweiterter Fehlercode: '],
  ['fr', "Code d'erreur : ", "Code d'erreur étendu : "],
  ['es', 'Código de error: ', 'Código de error extendido: '],
  ['pt', 'Código de erro: ', 'Código de erro estendido: '],
  ['it', 'Codice errore: ', 'Codice errore esteso: '],
  ['pl', 'Kod błędu: ', 'Rozszerzony kod błędu: '],
  ['ru', 'Код ошибки: ', 'Расширенный код ошибки: '],
  ['ja', 'エラー コード: ', '拡張エラー コード: '],
  ['zh', '错误代码: ', '扩展错误代码: '],
];
table('dialogs', [
  ...LABELS.flatMap(([language, label, extended]): Row[] => [
    [`${language}: code`, `${label}0x904`, 'code: mstsc-disconnect:0x904'],
    [`${language}: with extended`, `${label}0x904\n${extended}0x7`, 'code: mstsc-disconnect:0x904'],
    [`${language}: full-width colon`, `${label.replace(/ ?: $/, '：')}0x204`, 'code: mstsc-disconnect:0x204'],
  ]),
  ['both in one line', 'Error code: 0x4, Extended error code: 0x0', 'code: mstsc-disconnect:0x4'],
  ['authentication, in brackets', 'Authentifizierungsfehler (Code: 0x80090303)', 'code: credssp-ntstatus:0x80090303'],
  [
    'protocol error',
    'Because of a protocol error (code: 0x112f), the remote session will be disconnected.',
    'code: mstsc-disconnect:0x112f · code: message:protocol-error',
  ],
  ['mac', "We couldn't connect to the remote PC.\nError code: 0x104", 'code: mac-client:0x104'],
  ['iphone', 'On my iPhone it says: Error code: 0x4.', 'code: ios-client:0x4'],
  ['android', 'Android app, remote desktop. Error code: 0x4', 'code: android-client:0x4'],
  ['Windows App', 'Windows App\nError code: 0x3000046', 'code: windows-app:0x3000046'],
  ['decimal', 'Remote Desktop\nError code: 516', 'code: mstsc-disconnect:0x204'],
  ['a list of codes', 'Error code: 0x204\nError code: 0x904\nError code: 0x104', 'nothing'],
  ['an article', 'Error code: 0x204 means that the host cannot be reached.', 'nothing'],
  ['a heading', 'Error code: 0x204 – how to fix it', 'nothing'],
  [
    'a sentence of a long article',
    `On a Mac the client shows Error code: 0x204. ${'It says more about it below. '.repeat(90)}`,
    'nothing',
  ],
  ['an article that quotes what it explains', '# Credentials\n\nYour credentials did not work\n', 'nothing'],
  ['another program', 'Setup failed. Error code: 0x80070643', 'nothing'],
  ['credentials', 'Your credentials did not work', 'code: message:credentials-did-not-work · credentials: rejected'],
  [
    'nla',
    'The remote computer that you are trying to connect to requires Network Level Authentication (NLA), but no domain controller is there.',
    'code: message:nla-required · security: nla',
  ],
  [
    'oracle remediation, by its link',
    'Ein Fehler. Weitere Informationen: https://go.microsoft.com/fwlink/?linkid=866660',
    'code: message:credssp-encryption-oracle-remediation · nla: unpatched',
  ],
  [
    'licence',
    'The remote session was disconnected because there are no Remote Desktop License Servers available to provide a license.',
    'code: message:no-license-servers · license: refused',
  ],
]);

table('.rdp files', [
  ['no gateway', 'full address:s:desk7\ngatewayhostname:s:\ngatewayusagemethod:i:4', 'gateway: not-used'],
  ['a gateway', 'full address:s:desk7\ngatewayhostname:s:gw.corp.example\ngatewayusagemethod:i:1', 'gateway: used'],
  ['left to the client', 'full address:s:desk7\nscreen mode id:i:2', 'nothing'],
]);

table('RDP_NEG_FAILURE', [
  ['TLS required', log('Error: SSL_REQUIRED_BY_SERVER', 'core.nego', 'WARN'), 'security: tls'],
  ['TLS not allowed', log('Error: SSL_NOT_ALLOWED_BY_SERVER', 'core.nego', 'WARN'), 'security: standard'],
  ['NLA required', log('Error: HYBRID_REQUIRED_BY_SERVER', 'core.nego', 'WARN'), 'security: nla'],
]);
