import { describe, expect, test } from 'vitest';
import { conclude } from '../../../machines/inference/conclude.ts';
import { CAUSE_IDS, type CauseId } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';
import { ALL_GREEN, findingsOf } from './script.ts';

/** What somebody who fixes RDP for a living would say first. */
const rows: readonly (readonly [script: string, cause: CauseId])[] = [
  ['path: lossy · quality: lossy · drop: after-minutes', 'network-path'],
  ['path: no-route · vpn: not-used · recent-change: network · other-host: fails', 'network-path'],
  ['other-network: works · other-host: fails · other-client: fails · path: silent · port: silent', 'network-path'],
  ['recent-change: network · history: intermittent · path: lossy', 'network-path'],

  ['port: silent · path: answers · other-network: works', 'port-blocked'],
  ['port: silent · path: answers · listener: listening', 'port-blocked'],
  ['firewall-rule: blocked · rdp-enabled: yes · service-state: running', 'port-blocked'],
  ['host-kind: cloud · cloud-rule: blocked', 'port-blocked'],
  ['host-kind: cloud · history: never-worked · failure-time: timeout', 'port-blocked'],
  ['recent-change: firewall · failure-time: timeout · progress: nothing', 'port-blocked'],
  ['port: rejected · path: answers', 'port-blocked'],
  ['recent-change: software · security-software: works-without · port: silent · path: answers', 'port-blocked'],
  ['host-log: nothing-arrived · listener: listening · firewall-rule: blocked', 'port-blocked'],
  ['listener: other-port · firewall-rule: blocked · port: silent', 'port-blocked'],

  ['port: refused · service-state: stopped', 'service-down'],
  ['recent-change: host-update · host-kind: patched · listener: not-listening', 'service-down'],
  ['port: refused · path: answers · host-log: service-crashed', 'service-down'],
  ['port: refused [probe] · rdp-enabled: yes · history: worked-before', 'service-down'],

  ['by-address: works · path: answers', 'wrong-address'],
  ['name: wrong-address · port: refused', 'wrong-address'],
  ['name: not-found · vpn: not-used · by-address: works', 'wrong-address'],
  ['identity: different-host [probe] · service: rdp [probe]', 'wrong-address'],
  ['name: short-name-only · recent-change: client-update', 'wrong-address'],
  ['recent-change: host-moved · name: resolves · by-address: works', 'wrong-address'],

  ['rdp-enabled: no', 'rdp-disabled'],
  ['host-kind: windows-home · port: refused', 'rdp-disabled'],
  ['recent-change: hardening · port: refused · listener: not-listening', 'rdp-disabled'],

  ['host-power: asleep', 'host-off'],
  ['path: silent · other-host: works · other-client: fails · other-network: fails · history: intermittent', 'host-off'],
  ['host-power: starting · port: refused', 'host-off'],

  ['listener: other-port · port: refused', 'wrong-port'],
  ['service: other · port: open', 'wrong-port'],
  ['host-kind: linux · service: other [probe]', 'wrong-port'],
  ['listener: loopback-only · port: refused', 'wrong-port'],

  ['vpn: fails-only-without', 'vpn-needed'],
  ['vpn: disconnected · name: not-found', 'vpn-needed'],
  ['vpn: disconnected · path: silent · other-host: fails', 'vpn-needed'],

  ['vpn: fails-only-with', 'vpn-interferes'],
  ['vpn: connected · other-client: works · recent-change: software · path: silent', 'vpn-interferes'],
  ['security-software: works-without · other-client: works', 'vpn-interferes'],

  ['captive: yes', 'captive-network'],
  ['captive: yes · service: other [probe] · other-network: works', 'captive-network'],

  ['tls: inspected', 'middlebox'],
  ['tls: resets · other-network: works · port: open', 'middlebox'],
  ['port: open · service: silent · other-network: works', 'middlebox'],

  ['large-packets: vanish', 'path-mtu'],
  ['tls: stalls · vpn: connected · port: open · other-network: works', 'path-mtu'],
  ['progress: black-screen · vpn: fails-only-with · large-packets: vanish', 'path-mtu'],

  ['security: mismatch · client: web', 'nla-mismatch'],
  ['nla: unpatched [probe]', 'nla-mismatch'],
  ['recent-change: host-update · nla: refused', 'nla-mismatch'],
  ['account-kind: entra · security: nla · credentials: rejected · tunnel: jump-host', 'nla-mismatch'],

  ['tls: old-version', 'tls-mismatch'],
  ['client: freerdp · recent-change: client-update · tls: closes · other-client: works', 'tls-mismatch'],
  ['recent-change: hardening · tls: closes · port: open', 'tls-mismatch'],
  ['security: standard · tls: old-version', 'tls-mismatch'],

  ['tls: changed · client: remmina', 'certificate'],
  ['tls: expired', 'certificate'],
  ['recent-change: certificate · tls: untrusted', 'certificate'],
  ['tls: not-yet-valid · clock: skewed', 'certificate'],

  ['credentials: rejected · account-kind: microsoft', 'bad-credentials'],
  ['credentials: rejected · recent-change: password', 'bad-credentials'],
  ['host-log: sign-in-refused · other-account: works · credentials: rejected', 'bad-credentials'],

  ['credentials: locked', 'account-state'],
  ['credentials: expired · recent-change: password', 'account-state'],
  ['account-kind: blank-password · credentials: rejected', 'account-state'],
  ['credentials: locked · exposed: yes · host-kind: cloud', 'account-state'],

  ['credentials: not-permitted', 'not-permitted'],
  ['membership: not-member · other-account: works', 'not-permitted'],
  ['credentials: accepted-then-closed · membership: not-member', 'not-permitted'],

  ['host-log: too-many-pending', 'overloaded-listener'],
  ['exposed: yes · history: returns-after-restart · service: closes', 'overloaded-listener'],
  ['exposed: yes · history: intermittent · port: open · service: closes · other-host: works', 'overloaded-listener'],

  ['redirected: yes', 'broker'],
  ['redirected: yes · by-address: works · host-kind: windows-server', 'broker'],

  ['drop: when-idle · progress: desktop', 'session-limit'],
  ['host-log: time-limit', 'session-limit'],
  ['other-session: someone · progress: prompt', 'session-limit'],
  ['host-kind: linux · other-session: someone · other-account: works', 'session-limit'],

  ['license: refused', 'licensing'],
  ['license: refused · client: freerdp · other-program: works', 'licensing'],

  ['gateway: unreachable', 'gateway'],
  ['gateway: refused · other-host: fails', 'gateway'],

  ['client: store-app · failure-time: instant · other-program: works', 'client-sandbox'],
  [
    'client: mac · failure-time: instant · other-program: works · other-host: fails · progress: nothing',
    'client-sandbox',
  ],
  [`${ALL_GREEN} · client: store-app · failure-time: instant`, 'client-sandbox'],

  ['other-program: works · recent-change: client-update · client: freerdp · other-account: fails', 'client-fault'],
  ['tunnel: proxy · other-program: works', 'client-fault'],
  [`${ALL_GREEN} · other-program: works · client: other`, 'client-fault'],

  ['progress: black-screen · host-kind: linux', 'host-fault'],
  ['recent-change: host-update · progress: desktop · other-client: fails', 'host-fault'],
  ['host-log: session-crashed', 'host-fault'],
  ['credentials: accepted-then-closed · drop: at-sign-in · host-kind: linux', 'host-fault'],

  ['host-place: this-device · port: refused', 'self-connection'],
  ['host-place: this-device · host-kind: linux · name: address-used', 'self-connection'],
  ['code: mstsc-disconnect:0x708 · client: mstsc', 'self-connection'],
  ['code: message:console-session-in-progress · host-place: this-device', 'self-connection'],
  ['tunnel: ssh · host-place: this-device · name: address-used', 'self-connection'],

  ['from-inside: works · host-place: elsewhere · vpn: not-used', 'outside-access'],
  ['from-inside: works · port: silent · exposed: no · history: never-worked', 'outside-access'],
  ['host-place: elsewhere · from-inside: works · firewall-rule: allowed · other-network: fails', 'outside-access'],

  ['credentials: method-refused · name: address-used · account-kind: domain', 'ntlm-blocked'],
  ['recent-change: hardening · credentials: method-refused', 'ntlm-blocked'],
  [
    'code: message:authentication-error-function-not-supported · credentials: method-refused · account-kind: domain',
    'ntlm-blocked',
  ],

  ['sign-in-way: hello · credentials: rejected', 'sign-in-method'],
  ['account-kind: entra · credentials: rejected · other-host: works', 'sign-in-method'],
  ['sign-in-way: smart-card · credentials: method-refused', 'sign-in-method'],
  ['account-kind: microsoft · sign-in-way: hello · other-account: works', 'sign-in-method'],
  ['code: message:saved-credentials-not-allowed · account-kind: entra', 'sign-in-method'],

  ['recent-change: host-update · history: returns-after-restart · host-kind: windows-server', 'update-fault'],
  ['recent-change: device-update · drop: after-minutes · history: worked-before', 'update-fault'],
  ['recent-change: host-update · drop: freezes · host-kind: windows-server', 'update-fault'],
  ['recent-change: host-update · host-kind: cloud · drop: freezes · progress: prompt', 'update-fault'],

  ['drop: freezes · vpn: connected', 'udp-transport'],
  ['drop: reconnecting · progress: desktop · history: intermittent · path: answers', 'udp-transport'],
  ['drop: freezes · other-program: works · client: mstsc', 'udp-transport'],

  // what the catalogue adds
  ['code: rdp-negotiation-failure:0x5 · security: mismatch [probe]', 'nla-mismatch'],
  ['code: rdp-negotiation-failure:0x3 · security: mismatch [probe]', 'tls-mismatch'],
  ['code: rdp-errinfo:0x3 · drop: when-idle', 'session-limit'],

  // what a check alone brings, stage by stage
  ['name: address-used [probe] · path: answers [probe] · port: refused [probe]', 'service-down'],
  ['path: answers [probe] · port: silent [probe] · failure-time: timeout [probe]', 'port-blocked'],
  ['path: answers [probe] · port: open [probe] · service: other [probe]', 'wrong-port'],
  ['path: answers [probe] · port: open [probe] · service: silent [probe]', 'middlebox'],
  ['port: open [probe] · service: closes [probe] · exposed: yes', 'overloaded-listener'],
  ['service: rdp [probe] · security: tls [probe] · tls: old-version [probe] · tls: untrusted [probe]', 'tls-mismatch'],
  ['service: rdp [probe] · security: tls [probe] · tls: closes [probe]', 'tls-mismatch'],
  ['service: rdp [probe] · security: nla [probe] · tls: untrusted [probe] · nla: refused [probe]', 'nla-mismatch'],
];

describe('what the findings say', () => {
  test.each(rows)('%s → %s', (script, cause) => {
    expect(conclude(model, findingsOf(script)).causes[0]?.cause).toBe(cause);
  });

  test('every cause has a row', () => {
    expect(CAUSE_IDS.filter(cause => !rows.some(([, expected]) => expected === cause))).toEqual([]);
  });
});
