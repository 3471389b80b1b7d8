import { expect, test } from 'vitest';
import { codeId } from '../../../machines/codes/entry.ts';
import { lookUpCode } from '../../../machines/codes/look-up.ts';
import { model } from '../../shared-model.ts';

const { codes } = model;
const idsFor = (text: string) => lookUpCode(codes, text).map(codeId);

/** Whole dialogs as people paste them, put together here; a code is in front of the wording that names none. */
test.each<[dialog: string, ids: readonly string[]]>([
  ['Remote Desktop\nError code: 0x204\nExtended error code: 0x0', ['mstsc-disconnect:0x204']],
  [
    'Oops! Error code: 0x904\nExtended error code: 0x7\nTimestamp: 01:02',
    ['mstsc-disconnect:0x904', 'mstsc-extended:0x7'],
  ],
  ['Fehlercode: 0x904\nErweiterter Fehlercode: 0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['Code d’erreur : 0x904\nCode d’erreur étendu : 0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['Código de error: 0x904\nCódigo de error extendido: 0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['Código de erro: 0x904\nCódigo de erro estendido: 0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['Codice errore: 0x904\nCodice errore esteso: 0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['Kod błędu: 0x904\nRozszerzony kod błędu: 0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['Код ошибки: 0x904\nРасширенный код ошибки: 0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['エラー コード: 0x904\n拡張エラー コード: 0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['错误代码：0x904\n扩展错误代码：0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['错误代码0x904，扩展错误代码0x7', ['mstsc-disconnect:0x904', 'mstsc-extended:0x7']],
  ['Error code: 0x3 Extended error code: 0x10 seen today', ['mstsc-disconnect:0x3', 'mstsc-extended:0x10']],
  ['The client was disconnected (reason= 2825)', ['mstsc-disconnect:0xb09']],
  ['Código do erro: 2308', ['mstsc-disconnect:0x904']],
  [
    'The logon failed, Status: 0xC000006D, Sub Status: 0xC000006A',
    ['credssp-ntstatus:0xc000006d', 'credssp-ntstatus:0xc000006a'],
  ],
])('%j contains %j', (dialog, ids) => {
  expect(idsFor(dialog).slice(0, ids.length)).toEqual(ids);
});

/** The wording comes with the quotes, dashes, breaks and lost accents that it has in mails and tickets. */
test.each<[text: string, first: string]>([
  [
    'Remote Desktop can’t connect to the remote computer for one of these reasons: …',
    'message:cant-connect-for-one-of-these-reasons',
  ],
  [
    '> Remote Desktop can´t\n> connect to the remote computer\n> for one of these reasons',
    'message:cant-connect-for-one-of-these-reasons',
  ],
  ['it says “An internal error has occurred.” and closes', 'message:internal-error'],
  ['Remote Desktop can’t find the computer “office-pc”.', 'message:cant-find-computer'],
  [
    'The credentials that were used to connect to pc1.example did not work. Please enter new credentials.',
    'message:credentials-did-not-work',
  ],
  ['Bei mir: es ist ein interner Fehler aufgetreten.', 'message:internal-error'],
  ['Der Anmeldeversuch ist fehlgeschlagen', 'message:logon-attempt-failed'],
  ['… erfordert die Authentifizierung auf Netzwerkebene, die Ihr Computer nicht …', 'message:nla-required'],
  [
    'Une erreur d’authentification s’est produite. La fonction demandée n’est pas prise en charge',
    'message:authentication-error-function-not-supported',
  ],
  ['VOS INFORMATIONS D’IDENTIFICATION N’ONT PAS FONCTIONNE', 'message:credentials-did-not-work'],
  ['Las credenciales no funcionaron', 'message:credentials-did-not-work'],
  ['Debido a un error de protocolo se cerrará esta sesión', 'message:protocol-error'],
  ['Ocorreu um erro interno.', 'message:internal-error'],
  ['Falha na tentativa de logon', 'message:logon-attempt-failed'],
  ['Impossibile trovare il computer "pc1"', 'message:cant-find-computer'],
  ['Impossibile contattare l’autorità di sicurezza locale', 'message:local-security-authority-cannot-be-contacted'],
  ['Próba logowania nie powiodła się', 'message:logon-attempt-failed'],
  ['Pulpit zdalny nie może znaleźć komputera „pc1”', 'message:cant-find-computer'],
  ['Произошла внутренняя ошибка.', 'message:internal-error'],
  ['Учётные данные не работают', 'message:credentials-did-not-work'],
  [
    '認証エラーが発生しました。要求された関数はサポートされていません',
    'message:authentication-error-function-not-supported',
  ],
  ['リモートデスクトップ ライセンスサーバーがないため、切断されました', 'message:no-license-servers'],
  [
    '远程桌面由于以下原因之一无法连接到远程计算机:\n1)未启用对服务器的远程访问',
    'message:cant-connect-for-one-of-these-reasons',
  ],
  ['你的凭据无法工作', 'message:credentials-did-not-work'],
  ['[ERROR] xrdp_mm_process_login_response: login failed', 'message:login-failed'],
  [
    'connecting to sesman on 127.0.0.1:3350\nError connecting to sesman on 127.0.0.1:3350',
    'message:sesman-connection-problem',
  ],
  ['ERROR: SSL_read: 5 (Connection reset by peer)', 'message:ssl-read-connection-reset'],
  ['too many users conected', 'message:too-many-users-connected'],
])('%j is %s', (text, first) => expect(idsFor(text)[0]).toBe(first));

/** What others wrote beside a dialog, or have on the screen for another reason, is no message of Remote Desktop. */
test.each([
  'The desktop of my computer is behind a gateway in the office',
  'A smart card lies on the local network printer',
  'Kerberos and CredSSP are both on, the display driver was updated',
  'I drove through the broker and got a new remote app for the car',
  `The credentials that were used to connect to work are lost. ${'I looked for them all day. '.repeat(8)} It did not work`,
  'Reply from 192.0.2.7: bytes=32 time=4ms TTL=128',
  'full address:s:pc1.example\nusername:s:DOMAIN\\user\ngatewayhostname:s:',
  'Ethernet adapter\n  IPv4 Address. . . : 192.0.2.9\n  Subnet Mask . . . : 255.255.255.0',
  'PORT     STATE SERVICE\n3389/tcp open  ms-wbt-server',
  'ComputerName : pc1\nRemotePort : 3389\nTcpTestSucceeded : True',
])('%j contains no message', text => expect(idsFor(text)).toEqual([]));
