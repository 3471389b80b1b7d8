import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import MiniSearch from 'minisearch';
import { describe, expect, test } from 'vitest';
import { loadSearchWords } from '../../content/search-words.ts';
import { type SearchDocument, searchOptions } from '../../site/search/options.ts';

/** What people type into the search of the built site, and what must be among the first answers. */
const words = await loadSearchWords(path.resolve(import.meta.dirname, '../../content/en'));
const file = path.resolve(import.meta.dirname, '../../dist/site/search.json');
const index = MiniSearch.loadJSON<SearchDocument>(readFileSync(file, 'utf8'), searchOptions(words));
const FIRST = 5;
const found = (query: string, first = FIRST) =>
  index
    .search(query)
    .slice(0, first)
    .map(result => String(result.address));

/** Each query has a page under its address among the first answers. */
function expectFound(rows: readonly (readonly [query: string, address: string])[]): void {
  test.each(rows)('%s → %s', (query, address) => {
    expect(found(query).some(hit => hit.startsWith(address))).toBe(true);
  });
}

describe('a code is found in each notation, on the program that shows it', () => {
  expectFound([
    ['0x4', '/guides/error-0x4/'],
    ['error code 0x4', '/guides/error-0x4/'],
    ['0X4', '/guides/error-0x4/'],
    ['error 4', '/guides/error-0x4/'],
    ['4', '/codes/'],
    ['0x204', '/guides/error-0x204/'],
    ['0x00000204', '/codes/mstsc-disconnect/0x204/'],
    ['516', '/codes/mstsc-disconnect/0x204/'],
    ['0x204 mac', '/codes/mac-client/0x204/'],
    ['0x904', '/guides/error-0x904/'],
    ['2308', '/codes/mstsc-disconnect/0x904/'],
    ['0x108', '/guides/error-0x108/'],
    ['0x3000046', '/guides/error-0x3000046/'],
    ['50331718', '/guides/error-0x3000046/'],
    ['0xc000006d', '/codes/credssp-ntstatus/0xc000006d/'],
    ['-1073741715', '/codes/credssp-ntstatus/0xc000006d/'],
    ['3221225581', '/codes/credssp-ntstatus/0xc000006d/'],
    ['STATUS_ACCOUNT_LOCKED_OUT', '/codes/credssp-ntstatus/0xc0000234/'],
    ['ERRCONNECT_DNS_NAME_NOT_FOUND', '/codes/freerdp-exit/'],
  ]);
});

describe('words of the dialog, the trouble in lay words, a typing slip, another word for it', () => {
  expectFound([
    ["can't connect", '/causes/'],
    ['cant connect to remote pc', '/guides/error-0x204/'],
    ['remote desktop cannot connect to the remote computer', '/guides/error-0x204/'],
    ['your credentials did not work', '/causes/bad-credentials/'],
    ['wrong password', '/causes/bad-credentials/'],
    ['passwort wrong password saved', '/causes/bad-credentials/'],
    ['logon attempt failed', '/codes/message/'],
    ['an internal error has occurred', '/guides/internal-error/'],
    ['internal error', '/guides/internal-error/'],
    ['requires network level authentication', '/guides/nla-required/'],
    ['nla', '/guides/nla-required/'],
    ['credssp', '/guides/credssp-encryption-oracle/'],
    ['encryption oracle', '/guides/credssp-encryption-oracle/'],
    ['oracle remediation', '/guides/credssp-encryption-oracle/'],
    ['black screen', '/guides/black-screen/'],
    ['blackscreen', '/guides/black-screen/'],
    ['blak screen', '/guides/black-screen/'],
    ['certificate warning', '/guides/certificate-changed/'],
    ['certifcate', '/causes/certificate/'],
    ['cert expired', '/causes/certificate/'],
    ['license', '/guides/licensing/'],
    ['no remote desktop license servers', '/guides/licensing/'],
    ['120 days', '/guides/licensing/'],
    ['firewall', '/causes/port-blocked/'],
    ['firewal', '/causes/port-blocked/'],
    ['port 3389', '/causes/port-blocked/'],
    ['test-netconnection', '/steps/port-test/'],
    ['telnet', '/steps/port-test/'],
    ['ping', '/steps/reachability/'],
    ['tracert', '/steps/reachability/'],
    ['qwinsta', '/steps/service-listener/'],
    ['flush dns', '/steps/name-resolution/'],
    ['hosts file', '/causes/wrong-address/'],
    ['works by ip but not by name', '/guides/works-by-address/'],
    ['vpn', '/causes/vpn-needed/'],
    ['only works with vpn', '/causes/vpn-needed/'],
    ['home office not reachable', '/guides/one-network-only/'],
    ['hotspot', '/steps/other-network/'],
    ['rd gateway', '/guides/rd-gateway/'],
    ['rdgateway', '/guides/rd-gateway/'],
    ['xrdp', '/guides/xrdp-and-gnome/'],
    ['ubuntu', '/guides/xrdp-and-gnome/'],
    ['gnome remote desktop', '/guides/xrdp-and-gnome/'],
    ['azuread', '/guides/entra-accounts/'],
    ['entra', '/guides/entra-accounts/'],
    ['pc asleep', '/guides/sleeping-pc/'],
    ['wake on lan', '/guides/sleeping-pc/'],
    ['mac', '/guides/mac-ios-android/'],
    ['iphone', '/guides/mac-ios-android/'],
    ['macbook local network permission', '/causes/client-sandbox/'],
    ['rdp wrapper', '/causes/host-fault/'],
    ['rdpwrap', '/causes/host-fault/'],
    ['mstsc', '/causes/client-fault/'],
    ['windows home', '/causes/rdp-disabled/'],
    ['enable remote desktop', '/causes/rdp-disabled/'],
    ['account locked', '/causes/account-state/'],
    ['locked out', '/causes/account-state/'],
    ['not authorized for remote login', '/causes/not-permitted/'],
    ['remote desktop users group', '/causes/not-permitted/'],
    ['mtu', '/causes/path-mtu/'],
    ['freezes after connecting vpn', '/causes/path-mtu/'],
    ['event 1006', '/causes/overloaded-listener/'],
    ['brute force', '/causes/overloaded-listener/'],
    ['4625', '/steps/credentials-rights/'],
    ['event viewer', '/steps/event-logs/'],
    ['event log', '/steps/event-logs/'],
    ['session time limit', '/causes/session-limit/'],
    ['disconnects after 10 minutes idle', '/causes/session-limit/'],
    ['kerberos', '/guides/works-by-address/'],
    ['clock skew', '/steps/clock/'],
    ['tls', '/causes/tls-mismatch/'],
    ['schannel', '/causes/tls-mismatch/'],
    ['captive portal', '/causes/captive-network/'],
    ['hotel wifi', '/causes/captive-network/'],
    ['broker', '/causes/broker/'],
    ['timeout', '/guides/error-0x108/'],
    ['does the port answer', '/questions/#port'],
    ['dns', '/steps/name-resolution/'],
    ['cal', '/guides/licensing/'],
    ['blackscreen', '/codes/message/black-screen/'],
    ['rdpwrap', '/guides/rdp-wrapper-and-home/'],
    ['enable', '/questions/#rdp-enabled'],
    ['pc', '/causes/host-off/'],
    ['computer', '/causes/host-off/'],
    ['login failed', '/causes/bad-credentials/'],
    ['logon', '/causes/bad-credentials/'],
    ['glossary', '/guides/glossary/'],
    ['install helper', '/helper/'],
    ['offline', '/offline/'],
  ]);
});

/** The troubles that people ask about most, each in three ways of asking, and the page that holds the cure. */
describe('each of the 25 commonest troubles is found, whatever one calls it', () => {
  test.each<[address: string, ways: string]>([
    [
      '/guides/microsoft-account/',
      'microsoft account password refused · pin does not work remote desktop · passwordless outlook account',
    ],
    ['/causes/bad-credentials/', 'your credentials did not work · saved password is old · wrong user name or password'],
    [
      '/guides/error-0x204/',
      '0x204 · cant connect to the remote pc · remote desktop cannot connect to the remote computer for one of these reasons',
    ],
    ['/causes/port-blocked/', 'firewall blocks 3389 · port 3389 closed · windows firewall rule remote desktop'],
    [
      '/causes/rdp-disabled/',
      'enable remote desktop · remote desktop switched off · remote desktop setting greyed out',
    ],
    ['/guides/freezes-and-udp/', '24H2 disconnects after 65 seconds · turn off udp · reconnecting again and again'],
    [
      '/guides/freezes-and-udp/',
      'mouse and keyboard dead after some seconds · session freezes server 2025 · screen frozen',
    ],
    [
      '/guides/began-with-an-update/',
      'KB5074109 · windows app refuses right password since january 2026 · broken since windows update',
    ],
    [
      '/guides/rdp-file-warnings/',
      'caution unknown remote connection · rdp file warning unknown publisher · sign rdp file',
    ],
    [
      '/guides/credssp-encryption-oracle/',
      'the function requested is not supported · ntlm authentication being blocked on the remote computer · protected users',
    ],
    ['/guides/cloned-pcs-and-credential-guard/', 'cloned pc password prompt · lsasrv 6167 · duplicate sid sysprep'],
    ['/guides/entra-accounts/', 'AADSTS293004 · azuread account sign in · use a web account to sign in'],
    [
      '/guides/cloned-pcs-and-credential-guard/',
      'credential guard · saved credentials refused logon attempt failed · remote credential guard',
    ],
    ['/guides/black-screen/', 'black screen · screen stays black after sign in · blackscreen'],
    ['/guides/internal-error/', 'an internal error has occurred · internal error · internal eror'],
    [
      '/guides/certificate-changed/',
      'certificate warning · identity of the remote computer cannot be verified · certificate changed',
    ],
    [
      '/guides/nla-required/',
      'requires network level authentication · nla · domain controller cannot be contacted nla',
    ],
    ['/guides/licensing/', 'no remote desktop license servers · 120 days grace period · licence'],
    ['/guides/rdp-wrapper-and-home/', 'rdp wrapper not listening · rdpwrap · windows home remote desktop alternative'],
    ['/guides/rd-gateway/', 'rd gateway · gateway server unavailable · remote desktop gateway refuses'],
    [
      '/guides/windows-365-and-avd/',
      'cloud pc does not open · azure virtual desktop session host unavailable · windows 365',
    ],
    ['/guides/connected-but/', 'copy paste not working · clipboard · drives not shared'],
    ['/guides/connected-but/', 'no sound · printer not showing · camera microphone'],
    ['/guides/connected-but/', 'two monitors · blurry text · wrong keyboard layout'],
    [
      '/causes/client-sandbox/',
      'mac local network permission · macos 15 app cannot reach local pc · macbook local network',
    ],
  ])('%s: %s', (address, ways) => {
    const three = ways.split(' · ');
    expect(three).toHaveLength(3);
    expect(three.filter(way => !found(way).some(hit => hit.startsWith(address)))).toEqual([]);
  });

  expectFound([
    ['works at home not from outside', '/guides/not-from-outside/'],
    ['port forwarding', '/guides/not-from-outside/'],
    ['cgnat', '/guides/not-from-outside/'],
    ['wsl', '/guides/this-same-computer/'],
    ['docker', '/guides/this-same-computer/'],
    ['hyper-v', '/guides/this-same-computer/'],
    ['smart card', '/guides/smart-cards/'],
    ['pktmon', '/guides/packet-trace/'],
    ['tcpdump', '/guides/packet-trace/'],
    ['wireshark', '/guides/packet-trace/'],
    ['krdp', '/guides/xrdp-and-gnome/'],
    ['KB5129235', '/guides/began-with-an-update/'],
    ['KB5122871', '/guides/began-with-an-update/'],
    ['hangs hours after restart', '/causes/update-fault/'],
    ['domain controller public network profile after restart', '/guides/began-with-an-update/'],
    ['another console session', '/guides/this-same-computer/'],
    ['somebody kicks me out', '/causes/session-limit/'],
    ['another user signed in and i was disconnected', '/causes/session-limit/'],
    ['kde remote desktop plasma', '/guides/xrdp-and-gnome/'],
    ['xrdp no sound', '/guides/connected-but/'],
    ['trust relationship', '/causes/nla-mismatch/'],
    ['drain mode', '/guides/windows-365-and-avd/'],
    ['multi factor authentication', '/guides/entra-accounts/'],
    ['conditional access', '/guides/entra-accounts/'],
    ['0x59dd', '/codes/rd-gateway/0x800759dd/'],
    ['0x000059DA', '/codes/rd-gateway/0x800759da/'],
  ]);
});

test.each<[query: string, first: string]>([
  ['cert', '/guides/certificate-changed/'],
  ['license', '/guides/licensing/'],
  ['rdgateway', '/guides/rd-gateway/'],
  ['ip', '/guides/works-by-address/'],
  ['0x4', '/guides/error-0x4/'],
])('%s leads to %s before all others', (query, first) => {
  expect(found(query, 1)).toEqual([first]);
});

test('one digit off is another code, and never offered for it', () => {
  expect(found('0x205', 30).filter(hit => /\/0x204\//.test(hit))).toEqual([]);
});

test('everything is in it: at least 700 pages and codes, each once, at an address that is there', () => {
  const addresses = index.search(MiniSearch.wildcard).map(result => String(result.address));
  expect(addresses.length).toBeGreaterThanOrEqual(700);
  expect(new Set(addresses).size).toBe(addresses.length);
  const site = path.dirname(file);
  const lost = addresses.filter(address => {
    const { pathname, hash } = new URL(address, 'https://reconnect.example');
    const page = path.join(site, pathname, 'index.html');
    return !existsSync(page) || (hash !== '' && !readFileSync(page, 'utf8').includes(`id="${hash.slice(1)}"`));
  });
  expect(lost).toEqual([]);
});

test.each(['', ' ', '-', '0x', '😀', '\u0000', '*', '"', 'a'.repeat(200), '<script>', '\\', '(((', '٤'])(
  'nothing that is typed makes it throw: %j',
  query => {
    expect(() => index.search(query)).not.toThrow();
  },
);
