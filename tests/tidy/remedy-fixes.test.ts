import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CauseId } from '../../machines/vocabulary.ts';

/** What helped in real reports of each cause stands in its remedy: by what was reported, as the page says it today. */
const FIXES: readonly (readonly [cause: CauseId, fix: string, says: RegExp])[] = [
  ['captive-network', 'a client that can use the proxy', /FreeRDP with `\/proxy:/],
  ['wrong-address', 'remove the lines of the hosts file', /hosts file[\s\S]*take it out/],
  ['wrong-address', 'network discovery on at the remote PC', /Turn on network discovery/],
  [
    'wrong-address',
    'repair the resolver, or use the short name',
    /the short name if that still works[\s\S]*systemd-resolved/,
  ],
  ['port-blocked', 'any source port in the rule of the cloud', /source port “any”/],
  ['port-blocked', 'the rule of the cloud made anew', /delete it and create it anew/],
  ['port-blocked', 'a rule for a port of its own', /-LocalPort 3390/],
  ['port-blocked', 'svchost let in by another firewall program', /simplewall[\s\S]*svchost\.exe/],
  ['gateway', 'the gateway published and named in RD Web', /published too[\s\S]*Deployment Properties/],
  ['gateway', 'channel binding', /channel binding/],
  ['bad-credentials', 'Administrator under its new name', /Administrator\*\* may have another name/],
  ['client-fault', 'update the client', /^1\. Update the program/m],
  ['client-fault', 'one version back', /go back one version/],
  ['client-fault', 'no proxy variable', /unset http_proxy/],
  ['client-fault', 'another version of a web client', /Windows Admin Center/],
  ['licensing', '/admin, or the licence server repaired', /mstsc \/admin[\s\S]*repair it/],
  ['update-fault', 'the older display driver, where there is one', /Use WDDM graphics display driver/],
  [
    'update-fault',
    'another display driver, hardware graphics off',
    /update the display driver[\s\S]*Use hardware graphics adapters/,
  ],
  [
    'update-fault',
    'the newer update, meanwhile sign off and UDP off',
    /Install what is newer[\s\S]*logoff NUMBER[\s\S]*switch UDP off/,
  ],
  ['vpn-needed', 'connect the VPN', /^1\. Connect the VPN/m],
  ['path-mtu', 'a smaller MTU', /1400 often does/],
  ['tls-mismatch', 'the gateway renewed, or a lower level in the client', /update it[\s\S]*seclevel:0/],
  [
    'nla-mismatch',
    'a client or gateway program with NLA, or NLA not required for one',
    /use one that offers NLA[\s\S]*untick “Allow connections only/,
  ],
  ['nla-mismatch', 'updates on both', /^1\. Update both computers/m],
  ['nla-mismatch', 'the port open for a jump host', /Port 3389 must be open from that machine/],
  ['nla-mismatch', 'the trust with the domain repaired', /Test-ComputerSecureChannel -Repair/],
  ['host-off', 'wait until it has booted', /answers only when it has booted/],
  ['middlebox', 'an exception in the protection program, or another client', /leave this PC[\s\S]*use another one/],
  ['session-limit', 'a restart of the service', /places stay taken[\s\S]*Restart-Service TermService/],
  ['session-limit', 'sign out at the machine itself', /sign out there, then connect/],
  ['not-permitted', 'a member of the group', /Add-LocalGroupMember -SID S-1-5-32-555/],
  ['not-permitted', 'the role in Azure', /Virtual Machine User Login/],
  ['network-path', 'the switch restarted', /the router and the network switch off/],
  ['service-down', "Windows' own DLL again, an exception", /ServiceDll[\s\S]*quarantine/],
  ['service-down', 'the wrapper away', /remove the patch/],
  ['vpn-interferes', 'the web filter of a protection program', /web access protection/],
  [
    'vpn-interferes',
    'the network of a virtual machine out of the VPN',
    /A virtual machine on this device[\s\S]*out of the VPN/,
  ],
  ['vpn-interferes', 'cloud desktops out of the tunnel', /WARP[\s\S]*\*\.wvd\.microsoft\.com/],
  ['account-state', 'wait, and close the port to strangers', /wait the lock time[\s\S]*close the exposed port/],
  ['account-state', 'the password changed elsewhere first', /change it there/],
  ['certificate', 'the stored fingerprint removed', /known_hosts2/],
  ['rdp-disabled', 'the tweak undone', /undo that tweak/],
  ['self-connection', 'another port for xrdp', /port=3390/],
  ['self-connection', 'another port for the container, or 127.0.0.2', /-p 13389:3389[\s\S]*127\.0\.0\.2/],
  ['host-fault', 'the path of the X server', /sesman\.ini` must name a program/],
  ['host-fault', 'a restart', /^1\. Restart the remote PC/m],
  ['wrong-port', "GNOME's own remote desktop off", /GNOME’s own remote desktop, switch that off/],
  ['wrong-port', 'not the port of the web view', /a port such as 8006/],
  ['sign-in-method', 'a web account', /enablerdsaadauth:i:1/],
  ['sign-in-method', 'a Microsoft account whose password the PC has not seen', /runas \/u:MicrosoftAccount/],
  ['outside-access', 'a VPN, or the router', /mesh VPN[\s\S]*VPN of your router[\s\S]*rule in the router/],
  ['udp-transport', 'UDP off', /fClientDisableUDP/],
  ['ntlm-blocked', 'the name, not the address', /full name/],
];

test.each(FIXES)('%s: %s', (cause, _, says) => {
  const text = readFileSync(path.resolve(import.meta.dirname, `../../content/en/causes/${cause}.mdx`), 'utf8');
  const [, remedy = ''] = text.split(/^## How to fix it$/m);
  expect(remedy.split(/^## /m)[0]).toMatch(says);
});
