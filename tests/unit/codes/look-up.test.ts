import { expect, test } from 'vitest';
import { codeId } from '../../../machines/codes/entry.ts';
import { lookUpCode, resolveCode, suggestCodes } from '../../../machines/codes/look-up.ts';
import { model } from '../../shared-model.ts';

const { codes } = model;
const idsFor = (text: string) => lookUpCode(codes, text).map(codeId);

test.each<[text: string, first: string]>([
  ['0x204', 'mac-client:0x204'],
  ['0X0204', 'mac-client:0x204'],
  ['204h', 'mac-client:0x204'],
  ['&H204', 'mac-client:0x204'],
  ['0х204', 'mac-client:0x204'],
  ['０ｘ２０４', 'mac-client:0x204'],
  ['mstsc-disconnect:0x204', 'mstsc-disconnect:0x204'],
  ['516', 'mstsc-disconnect:0x204'],
  ['٥١٦', 'mstsc-disconnect:0x204'],
  ['error 516', 'mstsc-disconnect:0x204'],
  ['516 on my laptop', 'mstsc-disconnect:0x204'],
  ['204', 'mstsc-disconnect:0x204'],
  ['mac 0x204', 'mac-client:0x204'],
  ['0x204 windows app', 'windows-app:0x204'],
  ['android error code 0x4', 'android-client:0x4'],
  ['0x4 on my iPad', 'ios-client:0x4'],
  ['50331675', 'rd-gateway:0x300001b'],
  ['0x59DA', 'rd-gateway:0x800759da'],
  ['0x000059DB', 'rd-gateway:0x800759db'],
  ['23005', 'rd-gateway:0x800759dd'],
  ['59DFh', 'rd-gateway:0x800759df'],
  ['0x59e6', 'rd-gateway:0x59e6'],
  ['AADSTS293004', 'message:entra-device-name-unknown'],
  ['aadsts50105', 'message:entra-sign-in-failed'],
  ['event 20518', 'windows-event:RemoteConnectionManager/20518'],
  ['Ereignis-ID 4625', 'windows-event:Security-Auditing/4625'],
  ['LsaSrv/6167', 'windows-event:LsaSrv/6167'],
  ['TerminalServices-RemoteConnectionManager 1006', 'windows-event:RemoteConnectionManager/1006'],
  ['schannel 36874', 'windows-event:Schannel/36874'],
  ['3000046', 'windows-app:0x3000046'],
  ['-1073741715', 'credssp-ntstatus:0xc000006d'],
  ['3221225581', 'credssp-ntstatus:0xc000006d'],
  ['c000006d', 'credssp-ntstatus:0xc000006d'],
  ['0xffffffffc000006d', 'credssp-ntstatus:0xc000006d'],
  ['0x80090302', 'credssp-ntstatus:0x80090302'],
  ['80090302h', 'credssp-ntstatus:0x80090302'],
  ['SEC_E_LOGON_DENIED', 'credssp-ntstatus:0x8009030c'],
  ['sec e logon denied', 'credssp-ntstatus:0x8009030c'],
  ['logon denied', 'credssp-ntstatus:0x8009030c'],
  ['STATUS_ACCOUNT_LOCKED_OUT', 'credssp-ntstatus:0xc0000234'],
  ['E_FAIL', 'credssp-ntstatus:0x80004005'],
  ['disconnectreasonsocketconnectfailed', 'mstsc-disconnect:0x204'],
  ['errconnect dns name not found', 'freerdp-exit:0x20005'],
  ['rdp negotiation failed: HYBRID_REQUIRED_BY_SERVER', 'rdp-negotiation-failure:0x5'],
  ['xfreerdp exited with code 131', 'freerdp-exit:0x83'],
  ['nla-required', 'message:nla-required'],
])('%s → %s', (text, first) => expect(idsFor(text)[0]).toBe(first));

test.each<[text: string, first: string | undefined]>([
  ['encryption oracle', 'message:credssp-encryption-oracle-remediation'],
  ['level authentication, which your computer', 'message:nla-required'],
  ['vpn is on', undefined],
  ['the VPN is connected', undefined],
  ['account is not locked', undefined],
  ['remote desktop works', undefined],
])('suggestion: %s → %s', (text, first) => {
  expect(idsFor(text)).toEqual([]);
  const [row] = suggestCodes(codes, text);
  expect(row && codeId(row)).toBe(first);
});

test.each<[text: string, ids: readonly string[]]>([
  ['server', []],
  ['desktop', []],
  ['gateway', []],
  ['broker', []],
  ['proxy', []],
  ['remote-pc', []],
  ['kerberos.example', []],
  ['internal-error.example', []],
  ['192.168.0.4', []],
  ['pc4', []],
  ['host:3389', []],
  ['host:1006', []],
  ['pc-4625', []],
  ['10.0.0.4625', []],
  ['windows 11', []],
  ['windows 11 laptop', []],
  ['time=4ms TTL=128', []],
  ['port 3389', []],
  ['Verify return code: 20 (unable to get local issuer certificate)', []],
  ['HTTP status code 4', []],
  ['', []],
  ['   ', []],
  ['0x', []],
  ['0x123456789', []],
  ['99999999999', []],
])('%s is no code: %j', (text, ids) => expect(idsFor(text)).toEqual(ids));

test('a number that several surfaces share gives all of them, and a surface narrows them down', () => {
  const shared = codes.filter(({ code }) => code === '0x4').map(codeId);
  expect(new Set(idsFor('0x4'))).toEqual(new Set(shared));
  expect(lookUpCode(codes, '0x4', 'rdp-errinfo').map(codeId)).toEqual(['rdp-errinfo:0x4']);
  expect(lookUpCode(codes, 'nothing like it', 'rdp-errinfo')).toEqual([]);
});

test('in a log, hex numbers that nothing calls a code are left alone', () => {
  const line = '[10:00:00:000] [INFO] flags 0x4 state 0x10 sent 0x204 bytes\n';
  expect(idsFor(line.repeat(60))).toEqual([]);
  expect(idsFor(`${line.repeat(60)}error code: 0x204`)).toContain('mstsc-disconnect:0x204');
  expect(idsFor(`${line.repeat(60)}ERRCONNECT_CONNECT_FAILED [0x00020006]`)[0]).toBe('freerdp-exit:0x20006');
});

test.each([
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\n    SomeSwitch    REG_DWORD    0x1',
  'the program could not map a key of this keyboard, keycode: 0x08 has no scan code',
  'DisconnectProviderUltimatum: reason: 3, sent while the session was being closed by the far end',
])('%j contains no code', text => expect(idsFor(text)).toEqual([]));

test.each<[text: string, first: string | undefined]>([
  ['xfreerdp exited with code 131', 'freerdp-exit:0x83'],
  ['Window manager (pid 42, display 10) exited with non-zero exit code 255', undefined],
  ['The installer ended with exit code 131', undefined],
  ['I use FreeRDP\nsetup.exe: exit code 131', undefined],
])('exit code: %s → %s', (text, first) => expect(idsFor(text)[0]).toBe(first));

test.each<[text: string, surface: string]>([
  ['error 0x4 on my MacBook Pro. If I use my iPhone it works', 'mac-client'],
  ['It works on my iPhone but on the MacBook I get 0x4', 'mac-client'],
  ['My iPhone gives error code 0x4, the MacBook is fine', 'ios-client'],
  ['It never worked on my iPhone, only on Android it does: 0x4', 'ios-client'],
  ['Auf meinem Mac kommt 0x4, auf dem iPad funktioniert es', 'mac-client'],
])('device: %s → %s', (text, surface) => expect(idsFor(text)[0]).toBe(`${surface}:0x4`));

test('the name beside a number says which list it is from', () => {
  expect(idsFor('ERRINFO_LOGOFF_BY_USER (0x0000000C)')).toEqual(['rdp-errinfo:0xc']);
  expect(idsFor('rdp_set_error_info 0x0001000C')).toEqual(['rdp-errinfo:0xc']);
});

test.each<[what: string, text: string, ids: readonly string[]]>([
  ['the name of a number', 'it ends with ERRCONNECT_TLS_CONNECT_FAILED [0x00020008]', ['freerdp-exit:0x20008']],
  ['the name of a number alone', 'it stops at E_PROXY_RAP_ACCESSDENIED here', ['rd-gateway:0x800759da']],
  [
    'what opens many a dialog, before what tells more',
    'An authentication error has occurred. The function requested is not supported',
    ['message:authentication-error-function-not-supported'],
  ],
  ['what opens many a dialog, alone', 'An authentication error has occurred', ['message:authentication-error']],
  ['a file of a program', 'where does the rdpwrap.ini go?', []],
  ['events that do not come', 'the event log has no 4625, no 1149', []],
])('told once: %s: %s → %j', (_what, text, ids) => expect(idsFor(text)).toEqual(ids));

test.each<[id: string, resolved: string | undefined]>([
  ['mac-client:0x4', 'mac-client:0x4'],
  ['MAC-CLIENT:0X4', 'mac-client:0x4'],
  ['mac-client:0x0204', 'mac-client:0x204'],
  ['mstsc-disconnect:516', 'mstsc-disconnect:0x204'],
  ['mac-client:0xb09', 'mstsc-disconnect:0xb09'],
  ['mstsc-disconnect:0x3000046', 'windows-app:0x3000046'],
  ['mstsc-disconnect:0x300001b', 'rd-gateway:0x300001b'],
  ['mstsc-extended:0x1129', 'rdp-errinfo:0x1129'],
  ['rdp-errinfo:0x123456', undefined],
  ['nonsense', undefined],
  ['message:', undefined],
  ['message:xyzzy-plugh', undefined],
  ['message:nla-required', 'message:nla-required'],
  ['message:remote-computer-requires-network-level-authentication', 'message:nla-required'],
  ['message:credssp-oracle', 'message:credssp-encryption-oracle-remediation'],
  ['message:an-internal-error-has-occurred', 'message:internal-error'],
  ['message:your-credentials-did-not-work', 'message:credentials-did-not-work'],
  ['message:logon-attempt-failed-again', 'message:logon-attempt-failed'],
  ['message:user-account-not-authorized-for-remote-login', 'message:not-authorized-for-remote-login'],
  ['message:account-is-locked-out', 'message:account-locked-too-many-attempts'],
  ['message:no-remote-desktop-license-servers-available', 'message:no-license-servers'],
  ['message:computer-cant-be-found', 'message:cant-find-computer'],
  ['message:no-license-server', 'message:no-license-servers'],
  ['message:computer-not-found', 'message:cant-find-computer'],
  ['message:time-or-date-difference', 'message:clock-skew'],
  ['message:clock-difference', 'message:clock-skew'],
  ['message:certificate-has-expired', 'message:certificate-expired'],
  ['message:another-user-is-currently-signed-in', 'message:another-user-is-signed-in'],
])('%s resolves to %s', (id, resolved) => {
  const row = resolveCode(codes, id);
  expect(row && codeId(row)).toBe(resolved);
});
