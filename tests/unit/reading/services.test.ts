import { table } from './expect-reading.ts';

const sc = (name: string, label: string, state: string) =>
  `\nSERVICE_NAME: ${name}\n        TYPE               : 30  WIN32\n        ${label.padEnd(19)}: ${state}\n                                (STOPPABLE, NOT_PAUSABLE)\n        WIN32_EXIT_CODE    : 0  (0x0)`;
table('sc', [
  ['running', sc('TermService', 'STATE', '4  RUNNING'), 'service-state: running'],
  ['stopped', sc('TermService', 'STATE', '1  STOPPED'), 'service-state: stopped'],
  ['in German', sc('termservice', 'STATUS', '4  RUNNING'), 'service-state: running'],
  ['in French', sc('TermService', 'ÉTAT', '1  STOPPED'), 'service-state: stopped'],
  ['in Spanish', sc('TermService', 'ESTADO', '4  RUNNING'), 'service-state: running'],
  [
    'in Russian',
    'Имя_службы: TermService\n        Тип                : 30  WIN32\n        Состояние          : 4  RUNNING',
    'service-state: running',
  ],
  ['a state with its own words', sc('TermService', 'STATO', '1  ARRESTATO'), 'service-state: stopped'],
  ['starting is neither', sc('TermService', 'STATE', '2  START_PENDING'), 'nothing'],
  ['another service', sc('Spooler', 'STATE', '1  STOPPED'), 'nothing'],
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
