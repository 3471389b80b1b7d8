/**
 * Secrets leave a paste before anything else looks at it, so that no reader, no finding and no report can carry one.
 * Rather too much than too little: a lost word costs a finding, a kept password costs a person.
 */

/** Stands in the place of what was dropped. */
export const DROPPED = '[dropped]';

/** What a value looks like: quoted, or up to the next blank. */
const VALUE = /(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^\s"']{1,2000})/.source;

const PASSWORD_WORDS =
  'password|passwd|passwort|kennwort|passphrase|passcode|mot de passe|contrase.{1,2}a|palavra-passe|senha|has(?:ł|l)o|пароль|パスワード|密码|密碼';

/** Every pattern keeps its first group, the name of the secret, and drops what follows. All are linear in the text. */
const PATTERNS: readonly RegExp[] = [
  // FreeRDP and cmdkey: /p:secret, /gp:secret, /pth:hash, /pass:secret, /assistance:secret, /gateway:…,p:secret
  new RegExp(`((?:^|\\s)[/-]{1,2}(?:p|gp|pth|pass|password|reconnect-cookie|assistance|pin)[:=])${VALUE}`, 'gim'),
  /(["'][/-]{1,2}(?:p|gp|pth|pass|password)[:=])[^"'\n]{1,500}/gi,
  /(,(?:p|pass|password|access_token|at)[:=])[^\s,"']{1,2000}/gi,
  // rdesktop -p secret, PowerShell -Password secret, --password secret
  new RegExp(`(\\brdesktop\\b[^\\n]{0,500}?\\s-p\\s{1,4})${VALUE}`, 'gi'),
  new RegExp(
    `((?:^|\\s)--?(?:password|passwd|pass|pwd|adminpassword|token|secret|credential|accesskey)(?:\\s{1,4}|[:=]))${VALUE}`,
    'gim',
  ),
  new RegExp(`(convertto-securestring\\s{1,4}(?:-string\\s{1,4})?)${VALUE}`, 'gi'),
  // net user NAME secret, net use \\host\share secret /user:NAME
  /(\bnet1?(?:\.exe)?\s{1,4}user\s{1,4}(?:"[^"\n]{1,100}"|[^\s/"]{1,100})\s{1,4})[^\s/][^\s]{0,200}/gi,
  /(\bnet1?(?:\.exe)?\s{1,4}use\s{1,4}\S{1,300}\s{1,4}\/user:\S{1,200}\s{1,4})[^\s/]\S{0,200}/gi,
  // .rdp files: password 51:b:0100…, gateway access tokens
  /(\bpassword(?: 51)?:[bs]:)[^\n]{1,8000}/gi,
  /(\bgatewayaccesstoken:s:)[^\n]{1,8000}/gi,
  // name: value, name = value, "name": "value"
  new RegExp(
    `((?:${PASSWORD_WORDS}|\\bpwd|\\bsecret|\\btoken|\\bapi[_-]?key|\\bcookie|\\bpin)["']?\\s{0,8}[:=]\\s{0,8})${VALUE}`,
    'gi',
  ),
  /((?:access|refresh|id|auth|session|bearer)[_-]?token["']?\s{0,8}[:=]\s{0,8}["']?)[^\s"'&,;]{1,4000}/gi,
  /(\bauthorization:\s{0,4}(?:\w{1,20}\s{1,4})?)[^\s]{4,4000}/gi,
  /(\bbearer\s{1,4})[\w.~+/=-]{8,4000}/gi,
  /([?&](?:sig|signature|key|code|auth|sas)=)[^\s&"']{8,2000}/gi,
  // user:secret@host in an address
  /(:\/\/[^\s:/@]{1,200}:)[^\s/@]{1,500}(?=@)/g,
];

/** Secrets that betray themselves by their form alone. */
const FORMS: readonly RegExp[] = [
  /\beyJ[\w-]{8,4000}\.[\w-]{8,8000}(?:\.[\w-]{0,4000})?/g,
  /\b(?:gh[pousr]_|github_pat_|xox[abprs]-|AKIA|ASIA|sk-|glpat-)[\w-]{12,255}/g,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
  // LM:NT hashes, as tools for pass-the-hash print them
  /\b[0-9a-f]{32}:[0-9a-f]{32}\b/gi,
];

/** `DROPPED` stands where a secret stood; the name of the option or field in front of it stays. */
export function dropSecrets(text: string): string {
  let clean = text;
  for (const pattern of PATTERNS) clean = clean.replace(pattern, `$1${DROPPED}`);
  for (const form of FORMS) clean = clean.replace(form, DROPPED);
  return clean;
}
