import { table } from './expect-reading.ts';

const PC = { host: 'desk7', port: 3389 };
const ADDRESS = { host: '198.51.100.7', port: 3389 };

const nmapHead =
  'Starting Nmap 7.94 ( https://nmap.org ) at 2026-02-03 10:00 CET\nNmap scan report for desk7 (198.51.100.7)\nHost is up (0.0010s latency).\n\nPORT     STATE    SERVICE\n';
table('nmap', [
  ['open', `${nmapHead}3389/tcp open     ms-wbt-server\n`, 'port: open', PC],
  ['closed', `${nmapHead}3389/tcp closed   ms-wbt-server\n`, 'port: refused', PC],
  ['filtered', `${nmapHead}3389/tcp filtered ms-wbt-server\n`, 'port: silent', PC],
  [
    'filtered with a reason',
    `${nmapHead}3389/tcp filtered ms-wbt-server admin-prohibited ttl 62\n`,
    'port: rejected',
    PC,
  ],
  ['open or filtered is not certain', `${nmapHead}3389/tcp open|filtered ms-wbt-server\n`, 'nothing', PC],
  ['version', `${nmapHead}3389/tcp open  ms-wbt-server Microsoft Terminal Services\n`, 'port: open · service: rdp', PC],
  ['another service', `${nmapHead}3389/tcp open  ssh OpenSSH 9.6 (protocol 2.0)\n`, 'port: open · service: other', PC],
  ['a guess from the number', `${nmapHead}3389/tcp open  ms-wbt-server?\n`, 'port: open', PC],
  [
    'ntlm info',
    `${nmapHead}3389/tcp open  ms-wbt-server\n| rdp-ntlm-info: \n|   Target_Name: CORP\n|_  Product_Version: 10.0.20348\n`,
    'port: open · service: rdp',
    PC,
  ],
  [
    'only TLS',
    `${nmapHead}3389/tcp open  ms-wbt-server\n| rdp-enum-encryption: \n|   Security layer\n|     CredSSP (NLA): FAILED (SSL_REQUIRED_BY_SERVER)\n|     Native RDP: FAILED (SSL_REQUIRED_BY_SERVER)\n|_    SSL: SUCCESS\n`,
    'port: open · service: rdp · security: tls',
    PC,
  ],
  [
    'standard RDP security only',
    `${nmapHead}3389/tcp open  ms-wbt-server\n| rdp-enum-encryption: \n|   Security layer\n|     CredSSP (NLA): FAILED (SSL_NOT_ALLOWED_BY_SERVER)\n|     Native RDP: SUCCESS\n|_    SSL: FAILED (SSL_NOT_ALLOWED_BY_SERVER)\n`,
    'port: open · service: rdp · security: standard',
    PC,
  ],
  [
    'all of the usual thousand',
    'Nmap scan report for desk7 (198.51.100.7)\nHost is up.\nAll 1000 scanned ports on desk7 (198.51.100.7) are filtered',
    'port: silent',
    PC,
  ],
  ['host down', 'Note: Host seems down. If it is really up, but blocking our ping probes, try -Pn', 'path: silent', PC],
  ['no name', 'Failed to resolve "desk7".', 'name: not-found', PC],
  ['another port', `${nmapHead}445/tcp  open     microsoft-ds\n`, 'nothing', PC],
  [
    'grepable',
    'Host: 198.51.100.7 (desk7)\tPorts: 22/closed/tcp//ssh///, 3389/open/tcp//ms-wbt-server///',
    'port: open',
    ADDRESS,
  ],
  ['verbose', 'Discovered open port 3389/tcp on 198.51.100.7', 'port: open', ADDRESS],
  [
    'as XML',
    '<address addr="198.51.100.7" addrtype="ipv4"/>\n<port protocol="tcp" portid="3389"><state state="filtered" reason="no-response"/></port>',
    'port: silent',
    ADDRESS,
  ],
]);

table('openssl s_client', [
  [
    'self-signed',
    '$ openssl s_client -connect desk7:3389\nCONNECTED(00000003)\ndepth=0 CN = desk7\nverify error:num=18:self-signed certificate\nverify return:1',
    'port: open · tls: untrusted',
    PC,
  ],
  [
    'expired as well',
    'CONNECTED(00000003)\ndepth=0 CN = desk7\nverify error:num=18:self signed certificate\nverify error:num=10:certificate has expired\n',
    'tls: untrusted · tls: expired',
    PC,
  ],
  ['trusted', 'CONNECTED(00000003)\n    Verify return code: 0 (ok)', 'tls: ok', PC],
  [
    'refused',
    '$ openssl s_client -connect desk7:3389\n140:error:0200206F:system library:connect:Connection refused:crypto/bio/b_sock2.c:110:\nconnect:errno=111',
    'port: refused',
    PC,
  ],
  [
    'old protocol',
    '$ openssl s_client -connect desk7:3389 -tls1\nCONNECTED(00000003)\n8070:error:0A0000BF:SSL routines:tls_setup_handshake:no protocols available\n140:error:0A000102:SSL routines:ssl_choose_client_version:unsupported protocol:',
    'port: open · tls: old-version',
    PC,
  ],
]);
