import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * What a maker's document or a program's source says, and what the page must therefore say. Each row was wrong or missing
 * once; the page names the source.
 */
const FACTS: readonly (readonly [page: string, fact: string, says: RegExp, source: RegExp])[] = [
  [
    'guides/credssp-encryption-oracle',
    'an updated remote PC lets a device without the update in, by default',
    /\| updated \| not updated \| allowed; refused only if the remote PC says “Force updated clients” \|/,
    /credssp-encryption-oracle-remediation/,
  ],
  [
    'guides/credssp-encryption-oracle',
    'an updated device refuses a remote PC without the update',
    /\| not updated \| updated \| \*\*refused\*\*[^|]*\|[\s\S]*So the remote PC lacks the update/,
    /credssp-encryption-oracle-remediation/,
  ],
  [
    'guides/credssp-encryption-oracle',
    'all remote PCs from one device means a rule on that device',
    /\| All remote PCs, from this device only \| A rule on this device/,
    /credssp-encryption-oracle-remediation/,
  ],
  [
    'guides/xrdp-and-gnome',
    'GNOME’s second listener takes one of the next ten ports',
    /quietly takes the next free port, 3390 up to 3399/,
    /negotiate-port/,
  ],
  [
    'causes/tls-mismatch',
    'the certificate by hand is the thumbprint of one that is there, and not on a broker',
    /`SSLCertificateSHA1HashValue`[^\n]*thumbprint[^\n]*export the key, delete the value, restart\. Not on a connection broker/,
    /internal-error-has-occurred/,
  ],
  [
    'causes/tls-mismatch',
    'what making a certificate needs: four services and two sets of rights',
    /CertPropSvc, KeyIso, CryptSvc and SessionEnv[\s\S]*MachineKeys[^\n]*Administrators[^\n]*Everyone[^\n]*f686aace6942fb7f7ceb231212eef4a4[^\n]*SYSTEM \(full\) and NETWORK SERVICE \(read\)/,
    /internal-error-has-occurred/,
  ],
  [
    'causes/tls-mismatch',
    'levels: negotiation allowed, encryption high',
    /`fAllowSecProtocolNegotiation` is 1, `MinEncryptionLevel` 3/,
    /internal-error-has-occurred/,
  ],
  [
    'causes/tls-mismatch',
    'the order of the cipher suites is left to Windows, and FIPS takes old clients their ciphers',
    /SSL Configuration Settings → SSL Cipher Suite Order\*\* is “Not configured”[^\n]*FIPS/,
    /internal-error-has-occurred/,
  ],
  [
    'causes/tls-mismatch',
    'a minute of hanging is the sound device of the client',
    /hangs a minute and works at the second try[^\n]*sound device[^\n]*Windows Audio/,
    /internal-error-has-occurred/,
  ],
  [
    'causes/service-down',
    'a lost listener comes back from a PC with the same build, after its own key was exported',
    /`rdp-tcp` is missing in `qwinsta`\*\*[^\n]*export[^\n]*same build[^\n]*export the damaged one[^\n]*import/,
    /rdp-error-general-troubleshooting/,
  ],
  [
    'causes/nla-mismatch',
    'old tickets and two machines with one service name',
    /`klist purge`[^\n]*`setspn -X`/,
    /klist\.md[\s\S]*setspn\.md/,
  ],
  [
    'causes/not-permitted',
    'a right to deny wins over the group',
    /“Deny log on through Remote Desktop Services”[^\n]*must not hold the account/,
    /deny-log-on-through-remote-desktop-services/,
  ],
  ['causes/gateway', 'the gateway’s side channel is UDP 3391', /UDP 3391/, /ports-used-by-rds/],
  [
    'causes/session-limit',
    'since Server 2016 the limits of an account are not read',
    /Since Windows Server 2016[^\n]*no longer count[^\n]*`fQueryUserConfigFromDC` is 1/,
    /remote-connection-manager-changes/,
  ],
  [
    'causes/bad-credentials',
    'Windows Hello for Business with a certificate does sign in',
    /\*\*A PIN, a face or a fingerprint\*\* does not work here, unless your company has set that up/,
    /hello-for-business\/rdp-sign-in/,
  ],
  [
    'guides/licensing',
    '/admin opens a session for administration, with neither licence nor broker',
    /`mstsc \/admin`\. It opens a session for administration, without a licence and without the broker/,
    /connecttoadministerserver/,
  ],
];

test.each(FACTS)('%s: %s', (page, _, says, source) => {
  const text = readFileSync(path.resolve(import.meta.dirname, `../../content/en/${page}.mdx`), 'utf8');
  const [, front = '', ...body] = text.split(/^---$/m);
  expect(body.join('---')).toMatch(says);
  expect(front).toMatch(source);
});
