import { expect, test } from 'vitest';
import { readFiles } from '../../../extension/helper/cli/read.ts';
import { parseRdpFile } from '../../../machines/reading/rdp-file.ts';
import { read } from '../../../machines/reading/read.ts';
import { dropSecrets } from '../../../machines/reading/secrets.ts';
import { parseTarget } from '../../../machines/target/target-line.ts';

const CANARY = 'Zq7canary9X';

const PLACES: readonly (readonly [string, string])[] = [
  ['freerdp', `xfreerdp /v:desk7 /u:ann /p:${CANARY} /cert:ignore`],
  ['freerdp, quoted', `xfreerdp /v:desk7 "/p:${CANARY} with blanks"`],
  ['freerdp, gateway', `xfreerdp /v:desk7 /gateway:g:gw,u:ann,p:${CANARY}`],
  ['freerdp, gateway of version 2', `xfreerdp /v:desk7 /gp:${CANARY}`],
  ['freerdp, hash', `xfreerdp /v:desk7 /pth:${CANARY}`],
  ['rdesktop', `rdesktop -u ann -p ${CANARY} desk7`],
  ['cmdkey', `cmdkey /generic:TERMSRV/desk7 /user:ann /pass:${CANARY}`],
  ['an .rdp file', `full address:s:desk7\npassword 51:b:${CANARY}`],
  ['an .rdp file, token', `full address:s:desk7\ngatewayaccesstoken:s:${CANARY}`],
  ['PowerShell', `Connect-Thing -Password ${CANARY}`],
  ['PowerShell, secure string', `ConvertTo-SecureString "${CANARY}" -AsPlainText -Force`],
  ['net user', `net user ann ${CANARY} /add`],
  ['net use', `net use \\\\desk7\\c$ /user:ann ${CANARY}`],
  ['long option', `tool --password=${CANARY}`],
  ['long option with a blank', `tool --password ${CANARY}`],
  ['English', `Password: ${CANARY}`],
  ['German', `Kennwort: ${CANARY}`],
  ['French', `Mot de passe : ${CANARY}`],
  ['Spanish', `Contraseña: ${CANARY}`],
  ['Portuguese', `Senha: ${CANARY}`],
  ['Polish', `Hasło: ${CANARY}`],
  ['Russian', `Пароль: ${CANARY}`],
  ['Japanese', `パスワード: ${CANARY}`],
  ['Chinese', `密码: ${CANARY}`],
  ['JSON', `{"password": "${CANARY}"}`],
  ['bearer', `Authorization: Bearer ${CANARY}abcdef`],
  ['a token in an address', `https://x.example/?sig=${CANARY}&b=1`],
  ['a user in an address', `https://ann:${CANARY}@x.example/`],
  ['a JSON web token', `eyJhbGciOiJIUzI1NiJ9.${CANARY}abc.def`],
  ['a key', `-----BEGIN RSA PRIVATE KEY-----\n${CANARY}\n-----END RSA PRIVATE KEY-----`],
];

test.each(PLACES)('dropSecrets: %s → dropped', (_, text) => {
  expect(dropSecrets(text)).not.toContain(CANARY);
});

test.each(PLACES)('%s: nowhere in the reading, among real findings', (_, text) => {
  const paste = `${text}\n[ERROR][com.freerdp.core] - ERRCONNECT_LOGON_FAILURE [0x00020014] ${text}\nnc: connect to desk7 port 3389 (tcp) failed: Connection refused\n${text}`;
  expect(JSON.stringify(read(paste))).not.toContain(CANARY);
  expect(JSON.stringify(readFiles([{ name: 'a.txt', bytes: new TextEncoder().encode(paste) }]))).not.toContain(CANARY);
});

test('neither the target nor the .rdp file keeps one', () => {
  expect(JSON.stringify(parseTarget(`xfreerdp /v:desk7 /u:ann /p:${CANARY}`))).not.toContain(CANARY);
  expect(JSON.stringify(parseRdpFile(`full address:s:desk7\nusername:s:ann\npassword 51:b:${CANARY}`))).not.toContain(
    CANARY,
  );
});

test('what stands around a secret is still read', () => {
  const text = `$ xfreerdp /v:desk7 /u:ann /p:${CANARY}\n[ERROR][com.freerdp.core] - ERRCONNECT_LOGON_FAILURE [0x00020014]`;
  const reading = read(text, { target: { host: 'desk7' } });
  expect(reading.findings.map(({ question }) => question)).toEqual(['code', 'credentials']);
  expect(reading.target).toEqual({ host: 'desk7', port: 3389 });
});
