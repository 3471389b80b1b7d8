import { table } from './expect-reading.ts';

const TERMINAL_SERVER = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
table('registry', [
  ['allowed', `${TERMINAL_SERVER}\n    fDenyTSConnections    REG_DWORD    0x0`, 'rdp-enabled: yes'],
  ['denied', `${TERMINAL_SERVER}\n    fDenyTSConnections    REG_DWORD    0x1`, 'rdp-enabled: no'],
  [
    'the policy wins',
    `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\n    fDenyTSConnections    REG_DWORD    0x1\n\n${TERMINAL_SERVER}\n    fDenyTSConnections    REG_DWORD    0x0`,
    'rdp-enabled: no',
  ],
  ['the usual port', `${TERMINAL_SERVER}\\WinStations\\RDP-Tcp\n    PortNumber    REG_DWORD    0xd3d`, 'nothing'],
  [
    'another port',
    `${TERMINAL_SERVER}\\WinStations\\RDP-Tcp\n    PortNumber    REG_DWORD    0xd3f`,
    'listener: other-port',
  ],
  [
    'the wanted port',
    `${TERMINAL_SERVER}\\WinStations\\RDP-Tcp\n    PortNumber    REG_DWORD    0xd3f`,
    'nothing',
    { host: 'pc', port: 3391 },
  ],
  ['nla', `${TERMINAL_SERVER}\\WinStations\\RDP-Tcp\n    UserAuthentication    REG_DWORD    0x1`, 'security: nla'],
  ['standard', `${TERMINAL_SERVER}\\WinStations\\RDP-Tcp\n    SecurityLayer    REG_DWORD    0x0`, 'security: standard'],
  ['wrapped', `${TERMINAL_SERVER}\n    fDenyTSConnections\n    REG_DWORD    0x1`, 'rdp-enabled: no'],
  [
    'Get-ItemProperty',
    'fDenyTSConnections : 1\nPSPath             : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SYSTEM',
    'rdp-enabled: no',
  ],
  [
    'a property that was asked for',
    'PS C:\\> (Get-ItemProperty "HKLM:\\System\\CurrentControlSet\\Control\\Terminal Server").fDenyTSConnections\n1\nPS C:\\>',
    'rdp-enabled: no',
  ],
  [
    'gpresult, policy',
    '        GPO: Lockdown\n            Folder Id: SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\\fDenyTSConnections\n            Value: 1, 0, 0, 0\n            State:       Enabled',
    'rdp-enabled: no',
  ],
  [
    'a wish',
    'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0 /f',
    'nothing',
  ],
  ['a script', 'Set-ItemProperty -Path $key -Name "fDenyTSConnections" -Value 0', 'nothing'],
  ['a .reg file', `[${TERMINAL_SERVER}]\n"fDenyTSConnections"=dword:00000000`, 'nothing'],
]);
