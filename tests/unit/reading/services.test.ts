import { table } from './expect-reading.ts';

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
