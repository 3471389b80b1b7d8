import { describe, expect, test } from 'vitest';
import { MAX_RDP_FILE_BYTES, parseRdpFile } from '../../../machines/reading/rdp-file.ts';
import { read } from '../../../machines/reading/read.ts';
import { formatTarget, isRejection } from '../../../machines/target/target.ts';
import { parseTarget } from '../../../machines/target/target-line.ts';

describe('parseTarget', () => {
  test.each<[string, object]>([
    ['desk7', { host: 'desk7', port: 3389 }],
    ['  DESK7.Corp.Example. ', { host: 'desk7.corp.example', port: 3389 }],
    ['desk7:3390', { host: 'desk7', port: 3390 }],
    ['198.51.100.7:3389', { host: '198.51.100.7', port: 3389 }],
    ['::1', { host: '::1', port: 3389 }],
    ['2001:DB8::7', { host: '2001:db8::7', port: 3389 }],
    ['[2001:db8::7]:3390', { host: '2001:db8::7', port: 3390 }],
    ['[fe80::1%eth0]', { host: 'fe80::1%eth0', port: 3389 }],
    ['::ffff:198.51.100.7', { host: '::ffff:198.51.100.7', port: 3389 }],
    ['Bücher.example', { host: 'bücher.example', port: 3389 }],
    ['my_pc', { host: 'my_pc', port: 3389 }],
    ['mstsc /v:Desk7:3390 /admin', { host: 'desk7', port: 3390 }],
    [
      'mstsc.exe /f /v:desk7 /g:gw.corp.example',
      { host: 'desk7', port: 3389, gateway: { host: 'gw.corp.example', port: 443 } },
    ],
    ['"C:\\Windows\\System32\\mstsc.exe" /v:"desk7"', { host: 'desk7', port: 3389 }],
    ['"C:\\My Tools\\mstsc.exe" /v:desk7', { host: 'desk7', port: 3389 }],
    ['mstsc /v desk7', { host: 'desk7', port: 3389 }],
    ['xfreerdp /v:desk7 /port:3391 /u:ann /d:CORP', { host: 'desk7', port: 3391, user: 'CORP\\ann' }],
    ['xfreerdp3 /v:[::1]:3391 /u:ann@corp.example', { host: '::1', port: 3391, user: 'ann@corp.example' }],
    ['mstsc7', { host: 'mstsc7', port: 3389 }],
  ])('%s', (text, expected) => expect(parseTarget(text)).toEqual(expected));

  test.each<[string, string]>([
    ['', 'empty'],
    ['   ', 'empty'],
    ['desk7:99999', 'bad-port'],
    ['desk7:0', 'bad-port'],
    ['desk7:', 'bad-port'],
    ['desk7:33a', 'bad-port'],
    ['[::1]:70000', 'bad-port'],
    ['http://desk7', 'url-not-host'],
    ['rdp://full%20address=s:desk7', 'url-not-host'],
    ['a..b', 'bad-host'],
    // What a resolver would take for an address is a whole address or nothing.
    ['0x7f000001', 'bad-host'],
    ['127.0x1', 'bad-host'],
    ['127.1', 'bad-host'],
    ['2130706433', 'bad-host'],
    ['0x', 'bad-host'],
    ['１２７.０.０.１', 'bad-host'],
    ['pc.０x7f', 'bad-host'],
    // Letters by their class, and nothing by their look.
    ['pc\u3164', 'control-characters'],
    ['pc\uffa0', 'control-characters'],
    ['-desk7', 'bad-host'],
    ['desk7-', 'bad-host'],
    ['desk 7', 'bad-host'],
    ['\\\\desk7', 'bad-host'],
    ['ann@desk7', 'bad-host'],
    ['198.51.100.256', 'bad-host'],
    ['1.2.3', 'bad-host'],
    ['12345', 'bad-host'],
    ['[desk7]:3389', 'bad-host'],
    ['1:2:3', 'bad-host'],
    ['::1::2', 'bad-host'],
    ['mstsc', 'bad-host'],
    ['mstsc session.rdp', 'bad-host'],
    [`${'a'.repeat(64)}.example`, 'bad-host'],
    [`${'a.'.repeat(127)}example`, 'too-long'],
    ['a'.repeat(301), 'too-long'],
    [`mstsc /v:${'a'.repeat(2000)}`, 'too-long'],
    ['desk7\u0000', 'control-characters'],
    ['desk\u202e7', 'control-characters'],
    ['desk7\nother', 'control-characters'],
  ])('%j is turned away', (text, code) => {
    const target = parseTarget(text);
    expect(isRejection(target) && target.code).toBe(code);
  });

  test.each(['desk7', 'desk7:3390', '[2001:db8::7]:3390', '2001:db8::7', '198.51.100.7'])(
    '%s: formatting is the way back',
    text => {
      const target = parseTarget(text);
      expect(isRejection(target) ? text : formatTarget(target)).toBe(text);
    },
  );
});

describe('parseRdpFile', () => {
  const targetOf = (text: string | Uint8Array) => {
    const file = parseRdpFile(text);
    return isRejection(file) ? file.code : file.target;
  };
  test.each<[string, string, unknown]>([
    ['address', 'full address:s:Desk7', { host: 'desk7', port: 3389 }],
    ['port in the address', 'full address:s:desk7:3390\nserver port:i:3391', { host: 'desk7', port: 3390 }],
    ['port of its own', 'full address:s:desk7\nserver port:i:3391', { host: 'desk7', port: 3391 }],
    ['alternate address', 'full address:s:\nalternate full address:s:desk8', { host: 'desk8', port: 3389 }],
    ['both addresses', 'alternate full address:s:desk8\nfull address:s:desk7', { host: 'desk8', port: 3389 }],
    [
      'user and domain',
      'full address:s:desk7\nusername:s:ann\ndomain:s:CORP',
      { host: 'desk7', port: 3389, user: 'CORP\\ann' },
    ],
    [
      'user with a domain',
      'full address:s:desk7\nusername:s:ann@corp.example\ndomain:s:CORP',
      { host: 'desk7', port: 3389, user: 'ann@corp.example' },
    ],
    [
      'gateway',
      'full address:s:desk7\ngatewayhostname:s:gw.corp.example:8443\ngatewayusagemethod:i:2',
      { host: 'desk7', port: 3389, gateway: { host: 'gw.corp.example', port: 8443 } },
    ],
    [
      'gateway that is not used',
      'full address:s:desk7\ngatewayhostname:s:gw.corp.example\ngatewayusagemethod:i:0',
      { host: 'desk7', port: 3389 },
    ],
    [
      'indented, capitals, line ends of Windows',
      '\tFull Address:s:desk7\r\n\tserver port:i:3390\r\n',
      { host: 'desk7', port: 3390 },
    ],
    ['no address', 'screen mode id:i:2', 'no-host-in-file'],
    ['a list of RDCMan', '<?xml version="1.0"?>\n<RDCMan programVersion="2.93"><file/></RDCMan>', 'manager-file'],
    ['a list of mRemoteNG', '<mrng:Connections Name="Connections" Export="false"/>', 'manager-file'],
    ['bad address', 'full address:s:http://x', 'url-not-host'],
    ['bad gateway', 'full address:s:desk7\ngatewayhostname:s:a..b', 'bad-host'],
    ['too large', `full address:s:desk7\n${'x'.repeat(MAX_RDP_FILE_BYTES)}`, 'too-large'],
    ['not text', 'full address:s:desk7\0', 'not-text'],
  ])('%s', (_, text, expected) => expect(targetOf(text)).toEqual(expected));

  test('read: the list of an RDP manager → reported, and one host of it is asked for', () => {
    const list = '<?xml version="1.0" encoding="utf-8"?>\n<RDCMan programVersion="2.93" schemaVersion="3"></RDCMan>';
    expect(read(list)).toMatchObject({ findings: [], rejected: { code: 'manager-file' } });
  });

  test('UTF-16 with a mark, as mstsc saves it', () => {
    const bytes = Uint8Array.from(
      [...'\ufefffull address:s:desk7\r\n'].flatMap(char => [char.charCodeAt(0) & 0xff, char.charCodeAt(0) >> 8]),
    );
    expect(targetOf(bytes)).toEqual({ host: 'desk7', port: 3389 });
  });
});
