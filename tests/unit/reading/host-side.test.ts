import { describe, test } from 'vitest';
import type { Wanted } from '../../../machines/reading/observation.ts';
import { expectReading, script } from './expect-reading.ts';

type Row = [title: string, text: string, expected: string, target?: Wanted | undefined];

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    test.each<Row>([...rows])('%s', (_, text, expected, target) => expectReading(text, script(expected), target));
  });
}

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

const SC = (name: string, label: string, state: string) =>
  `\nSERVICE_NAME: ${name}\n        TYPE               : 30  WIN32\n        ${label.padEnd(19)}: ${state}\n                                (STOPPABLE, NOT_PAUSABLE)\n        WIN32_EXIT_CODE    : 0  (0x0)`;
table('sc', [
  ['running', SC('TermService', 'STATE', '4  RUNNING'), 'service-state: running'],
  ['stopped', SC('TermService', 'STATE', '1  STOPPED'), 'service-state: stopped'],
  ['in German', SC('termservice', 'STATUS', '4  RUNNING'), 'service-state: running'],
  ['in French', SC('TermService', 'ÉTAT', '1  STOPPED'), 'service-state: stopped'],
  ['in Spanish', SC('TermService', 'ESTADO', '4  RUNNING'), 'service-state: running'],
  ['a state with its own words', SC('TermService', 'STATO', '1  ARRESTATO'), 'service-state: stopped'],
  ['starting is neither', SC('TermService', 'STATE', '2  START_PENDING'), 'nothing'],
  ['another service', SC('Spooler', 'STATE', '1  STOPPED'), 'nothing'],
  [
    'disabled',
    'C:\\>sc start TermService\n[SC] StartService FAILED 1058:\n\nThe service cannot be started.',
    'service-state: stopped',
  ],
  [
    'configuration only',
    'SERVICE_NAME: TermService\n        TYPE               : 20  WIN32_SHARE_PROCESS\n        START_TYPE         : 4   DISABLED\n        ERROR_CONTROL      : 1   NORMAL',
    'nothing',
  ],
]);

table('Get-Service', [
  [
    'table',
    'Status   Name               DisplayName\n------   ----               -----------\nRunning  TermService        Remotedesktopdienste',
    'service-state: running',
  ],
  [
    'stopped',
    'Status   Name               DisplayName\n------   ----               -----------\nStopped  TermService        Remote Desktop Services',
    'service-state: stopped',
  ],
  [
    'list',
    'Name                : TermService\nDisplayName         : Services Bureau à distance\nStatus              : Running',
    'service-state: running',
  ],
  ['row alone', 'Running  TermService        Remote Desktop Services', 'service-state: running'],
  [
    'another service',
    'Status   Name               DisplayName\n------   ----               -----------\nStopped  SessionEnv         Remote Desktop Configuration',
    'nothing',
  ],
  ['property', 'PS C:\\> (Get-Service TermService).Status\nStopped', 'service-state: stopped'],
]);

table('systemctl', [
  [
    'active',
    '● xrdp.service - xrdp daemon\n     Loaded: loaded (/lib/systemd/system/xrdp.service; enabled)\n     Active: active (running) since Mon 2026-02-02 10:00:00 CET; 1h ago',
    'service-state: running',
  ],
  [
    'inactive',
    '○ xrdp.service - xrdp daemon\n     Loaded: loaded (/lib/systemd/system/xrdp.service; disabled)\n     Active: inactive (dead)',
    'service-state: stopped',
  ],
  [
    'failed',
    '× xrdp.service - xrdp daemon\n     Active: failed (Result: exit-code) since Mon 2026-02-02 10:00:00 CET',
    'service-state: stopped',
  ],
  [
    'another unit',
    '● ssh.service - OpenBSD Secure Shell server\n     Active: active (running) since Mon 2026-02-02 10:00:00 CET',
    'nothing',
  ],
  ['is-active', '$ systemctl is-active xrdp\ninactive', 'service-state: stopped'],
  [
    'the later of two',
    '$ systemctl status xrdp\n○ xrdp.service - xrdp daemon\n     Active: inactive (dead)\n$ sudo systemctl start xrdp\n$ systemctl status xrdp\n● xrdp.service - xrdp daemon\n     Active: active (running) since Mon 2026-02-02 10:00:00 CET',
    'service-state: running',
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

const TS = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
table('reg query', [
  ['allowed', `${TS}\n    fDenyTSConnections    REG_DWORD    0x0`, 'rdp-enabled: yes'],
  ['denied', `${TS}\n    fDenyTSConnections    REG_DWORD    0x1`, 'rdp-enabled: no'],
  [
    'the policy wins',
    `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\n    fDenyTSConnections    REG_DWORD    0x1\n\n${TS}\n    fDenyTSConnections    REG_DWORD    0x0`,
    'rdp-enabled: no',
  ],
  ['the usual port', `${TS}\\WinStations\\RDP-Tcp\n    PortNumber    REG_DWORD    0xd3d`, 'nothing'],
  ['another port', `${TS}\\WinStations\\RDP-Tcp\n    PortNumber    REG_DWORD    0xd3f`, 'listener: other-port'],
  [
    'the wanted port',
    `${TS}\\WinStations\\RDP-Tcp\n    PortNumber    REG_DWORD    0xd3f`,
    'nothing',
    { host: 'pc', port: 3391 },
  ],
  ['nla', `${TS}\\WinStations\\RDP-Tcp\n    UserAuthentication    REG_DWORD    0x1`, 'security: nla'],
  ['standard', `${TS}\\WinStations\\RDP-Tcp\n    SecurityLayer    REG_DWORD    0x0`, 'security: standard'],
  ['wrapped', `${TS}\n    fDenyTSConnections\n    REG_DWORD    0x1`, 'rdp-enabled: no'],
  [
    'Get-ItemProperty',
    'fDenyTSConnections : 1\nPSPath             : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SYSTEM',
    'rdp-enabled: no',
  ],
  [
    'a wish',
    'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0 /f',
    'nothing',
  ],
  ['a script', 'Set-ItemProperty -Path $key -Name "fDenyTSConnections" -Value 0', 'nothing'],
  ['a .reg file', `[${TS}]\n"fDenyTSConnections"=dword:00000000`, 'nothing'],
]);

const NETSH: readonly (readonly [string, string[], string, string, string, string])[] = [
  [
    'en',
    [
      'Rule Name:',
      'Enabled:',
      'Direction:',
      'Profiles:',
      'Grouping:',
      'LocalIP:',
      'RemoteIP:',
      'Protocol:',
      'LocalPort:',
      'RemotePort:',
      'Edge traversal:',
      'Action:',
    ],
    'Yes',
    'No',
    'Allow',
    'Block',
  ],
  [
    'de',
    [
      'Regelname:',
      'Aktiviert:',
      'Richtung:',
      'Profile:',
      'Gruppierung:',
      'Lokales IP:',
      'Remote-IP:',
      'Protokoll:',
      'Lokaler Port:',
      'Remoteport:',
      'Edgeausnahme:',
      'Aktion:',
    ],
    'Ja',
    'Nein',
    'Zulassen',
    'Blocken',
  ],
  [
    'fr',
    [
      'Nom de la règle :',
      'Activée :',
      'Direction :',
      'Profils :',
      'Groupement :',
      'LocalIP :',
      'RemoteIP :',
      'Protocole :',
      'LocalPort :',
      'RemotePort :',
      'Traversée latérale :',
      'Action :',
    ],
    'Oui',
    'Non',
    'Autoriser',
    'Bloquer',
  ],
  [
    'es',
    [
      'Nombre de regla:',
      'Habilitada:',
      'Dirección:',
      'Perfiles:',
      'Agrupamiento:',
      'LocalIP:',
      'RemoteIP:',
      'Protocolo:',
      'LocalPort:',
      'RemotePort:',
      'Cruce seguro del perímetro:',
      'Acción:',
    ],
    'Sí',
    'No',
    'Permitir',
    'Bloquear',
  ],
  [
    'pt',
    [
      'Nome da Regra:',
      'Habilitado:',
      'Direção:',
      'Perfis:',
      'Agrupamento:',
      'LocalIP:',
      'RemoteIP:',
      'Protocolo:',
      'LocalPort:',
      'RemotePort:',
      'Passagem de borda:',
      'Ação:',
    ],
    'Sim',
    'Não',
    'Permitir',
    'Bloquear',
  ],
  [
    'it',
    [
      'Nome regola:',
      'Abilitata:',
      'Direzione:',
      'Profili:',
      'Raggruppamento:',
      'IP locale:',
      'IP remoto:',
      'Protocollo:',
      'Porta locale:',
      'Porta remota:',
      'Attraversamento confini:',
      'Azione:',
    ],
    'Sì',
    'No',
    'Consenti',
    'Blocca',
  ],
  [
    'pl',
    [
      'Nazwa reguły:',
      'Włączone:',
      'Kierunek:',
      'Profile:',
      'Grupowanie:',
      'Lokalny adres IP:',
      'Zdalny adres IP:',
      'Protokół:',
      'Port lokalny:',
      'Port zdalny:',
      'Przechodzenie krawędzi:',
      'Akcja:',
    ],
    'Tak',
    'Nie',
    'Zezwalaj',
    'Blokuj',
  ],
  [
    'ru',
    [
      'Имя правила:',
      'Включено:',
      'Направление:',
      'Профили:',
      'Группировка:',
      'Локальный IP-адрес:',
      'Удаленный IP-адрес:',
      'Протокол:',
      'Локальный порт:',
      'Удаленный порт:',
      'Обход узлов:',
      'Действие:',
    ],
    'Да',
    'Нет',
    'Разрешить',
    'Блокировать',
  ],
  [
    'ja',
    [
      '規則名:',
      '有効:',
      '方向:',
      'プロファイル:',
      'グループ:',
      'ローカル IP:',
      'リモート IP:',
      'プロトコル:',
      'ローカル ポート:',
      'リモート ポート:',
      'エッジ トラバーサル:',
      '操作:',
    ],
    'はい',
    'いいえ',
    '許可',
    'ブロック',
  ],
  [
    'zh',
    [
      '规则名称:',
      '已启用:',
      '方向:',
      '配置文件:',
      '分组:',
      '本地 IP:',
      '远程 IP:',
      '协议:',
      '本地端口:',
      '远程端口:',
      '边缘遍历:',
      '操作:',
    ],
    '是',
    '否',
    '允许',
    '阻止',
  ],
];
const rule = (labels: readonly string[], values: readonly string[]) =>
  labels.map((label, i) => `${label.padEnd(38)}${values[i]}${i === 0 ? `\n${'-'.repeat(70)}` : ''}`).join('\n');
table(
  'netsh advfirewall',
  NETSH.flatMap(([language, labels, yes, no, allow, block]): Row[] => {
    const values = (enabled: string, action: string, port = '3389') => [
      'Remote Desktop (TCP)',
      enabled,
      'In',
      'Domain,Private',
      'RD',
      'Any',
      'Any',
      'TCP',
      port,
      'Any',
      no,
      action,
    ];
    return [
      [`${language}: allowed`, rule(labels, values(yes, allow)), 'firewall-rule: allowed'],
      [`${language}: switched off`, rule(labels, values(no, allow)), 'firewall-rule: blocked'],
      [`${language}: blocking`, rule(labels, values(yes, block)), 'firewall-rule: blocked'],
      [`${language}: another port`, rule(labels, values(yes, block, '445')), 'nothing'],
      [
        `${language}: one of two is on`,
        `${rule(labels, values(no, allow))}\n\n${rule(labels, values(yes, allow))}`,
        'firewall-rule: allowed',
      ],
    ];
  }),
);

table('Get-NetFirewallRule and ufw', [
  [
    'list, allowed',
    'Name                  : RemoteDesktop-UserMode-In-TCP\nDisplayName           : Remotedesktop - Benutzermodus (TCP eingehend)\nEnabled               : True\nDirection             : Inbound\nAction                : Allow',
    'firewall-rule: allowed',
  ],
  [
    'list, off',
    'Name                  : RemoteDesktop-UserMode-In-TCP\nEnabled               : False\nDirection             : Inbound\nAction                : Allow',
    'firewall-rule: blocked',
  ],
  [
    'another group',
    'Name                  : WINRM-HTTP-In-TCP\nDisplayName           : Windows Remote Management (HTTP-In)\nEnabled               : False\nDirection             : Inbound\nAction                : Allow',
    'nothing',
  ],
  [
    'outbound',
    'Name                  : RemoteDesktop-UserMode-In-TCP\nEnabled               : True\nDirection             : Outbound\nAction                : Block',
    'nothing',
  ],
  [
    'udp alone',
    'Name                  : RemoteDesktop-UserMode-In-UDP\nEnabled               : True\nDirection             : Inbound\nAction                : Allow',
    'nothing',
  ],
  [
    'ufw allows',
    'Status: active\n\nTo                         Action      From\n--                         ------      ----\n3389/tcp                   ALLOW       Anywhere',
    'firewall-rule: allowed',
  ],
  ['ufw denies', 'Status: active\n\n3389                       DENY IN     Anywhere', 'firewall-rule: blocked'],
  ['ufw is off', 'Status: inactive', 'nothing'],
]);

const GROUPS: readonly (readonly [string, string, string, string])[] = [
  ['en', 'Alias name     Remote Desktop Users', 'Members', 'The command completed successfully.'],
  ['de', 'Aliasname        Remotedesktopbenutzer', 'Mitglieder', 'Der Befehl wurde erfolgreich ausgeführt.'],
  ['fr', 'Nom alias      Utilisateurs du Bureau à distance', 'Membres', 'La commande s’est terminée correctement.'],
  ['es', 'Nombre de alias     Usuarios de escritorio remoto', 'Miembros', 'Se ha completado el comando correctamente.'],
  ['pt', 'Nome do alias  Usuários da área de trabalho remota', 'Membros', 'Comando concluído com êxito.'],
  ['it', 'Nome alias     Utenti desktop remoto', 'Membri', 'Esecuzione comando riuscita.'],
  ['pl', 'Nazwa aliasu   Użytkownicy pulpitu zdalnego', 'Członkowie', 'Polecenie zostało wykonane pomyślnie.'],
  ['ru', 'Псевдоним  Пользователи удаленного рабочего стола', 'Члены', 'Команда выполнена успешно.'],
  ['ja', 'エイリアス名   Remote Desktop Users', 'メンバー', 'コマンドは正常に終了しました。'],
  ['zh', '别名     Remote Desktop Users', '成员', '命令成功完成。'],
];
table(
  'net localgroup',
  GROUPS.flatMap(([language, head, members, done]): Row[] => {
    const text = (names: readonly string[], end = done) =>
      `${head}\n\n${members}\n\n${'-'.repeat(79)}\n${names.join('\n')}\n${end}`;
    return [
      [`${language}: member`, text(['ann', 'CORP\\bob']), 'membership: member', { user: 'CORP\\bob' }],
      [`${language}: not a member`, text(['ann', 'CORP\\bob']), 'membership: not-member', { user: 'carl' }],
      [`${language}: cut`, text(['ann'], ''), 'nothing', { user: 'carl' }],
      [`${language}: empty`, text([]), 'membership: not-member'],
      [`${language}: nobody named`, text(['ann']), 'nothing'],
      [`${language}: maybe through a group`, text(['CORP\\Domain Users']), 'nothing', { user: 'carl' }],
    ];
  }),
);
table('groups of a token', [
  [
    'whoami',
    'BUILTIN\\Remotedesktopbenutzer   Alias            S-1-5-32-555   Verbindliche Gruppe',
    'membership: member',
  ],
  [
    'gpresult, policy',
    '        GPO: Lockdown\n            Folder Id: SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\\fDenyTSConnections\n            Value:       1, 0, 0, 0\n            State:       Enabled'.replace(
      'Value:       ',
      'Value: ',
    ),
    'rdp-enabled: no',
  ],
  ['another group', 'BUILTIN\\Users   Alias            S-1-5-32-545   Mandatory group', 'nothing'],
]);

table('names in the place of numbers', [
  ['netstat without -n', '  TCP    BOX:ms-wbt-server      BOX:0                  LISTENING', 'listener: listening'],
  ['ss without -n', 'LISTEN 0      2                  *:ms-wbt-server             *:*', 'listener: listening'],
  [
    'a property that was asked for',
    'PS C:\\> (Get-ItemProperty "HKLM:\\System\\CurrentControlSet\\Control\\Terminal Server").fDenyTSConnections\n1\nPS C:\\>',
    'rdp-enabled: no',
  ],
  [
    'a service with Russian labels',
    'Имя_службы: TermService\n        Тип                : 30  WIN32\n        Состояние          : 4  RUNNING',
    'service-state: running',
  ],
]);
