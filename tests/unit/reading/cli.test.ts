import { expect, test } from 'vitest';
import { type PastedFile, readFiles, readingsText } from '../../../extension/helper/cli/read.ts';
import { knowledge } from '../cli/command-line.ts';

const textOf = (...files: readonly PastedFile[]) =>
  readingsText(readFiles(files).readings, files.length > 1, knowledge);
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

test('a line of JSON a file, in the order of the files', () => {
  const { lines, rejected } = readFiles(
    [
      file('a.txt', 'nc: connect to desk7 port 3389 (tcp) failed: Connection refused'),
      file('b.rdp', 'full address:s:desk7:3390\ngatewayhostname:s:\n'),
    ],
    { target: { host: 'desk7', port: 3389 } },
  );
  expect(lines.map(line => JSON.parse(line))).toEqual([
    { file: 'a.txt', findings: { port: 'refused' }, codes: [], readers: ['nc'], all: { port: ['refused'] } },
    {
      file: 'b.rdp',
      target: { host: 'desk7', port: 3390 },
      findings: { gateway: 'not-used' },
      codes: [],
      readers: ['rdp-file'],
      all: { gateway: ['not-used'] },
    },
  ]);
  expect(rejected).toBe(false);
});

test('one answer a question, the most telling; all of them beside it', () => {
  const [line = ''] = readFiles([
    file(
      'a',
      'CONNECTED(00000003)\ndepth=0 CN = desk7\nverify error:num=18:self signed certificate\nverify error:num=10:certificate has expired',
    ),
  ]).lines;
  expect(JSON.parse(line)).toMatchObject({ findings: { tls: 'expired' }, all: { tls: ['untrusted', 'expired'] } });
});

test('a code is a number among the findings, with its surface in all', () => {
  const [line = ''] = readFiles([file('a', 'Error code: 0x904\nExtended error code: 0x7')]).lines;
  expect(JSON.parse(line)).toMatchObject({ findings: { code: '0x904' }, all: { code: ['mstsc-disconnect:0x904'] } });
});

test('an event of Windows is a number among the findings, with its provider in all', () => {
  const [line = ''] = readFiles([
    file('a', 'Source: Schannel\nDate: 3/4/2025 8:00:00 AM\nEvent ID: 36870\nThe key cannot be used.'),
  ]).lines;
  expect(JSON.parse(line)).toMatchObject({
    findings: { code: '36870' },
    all: { code: ['windows-event:Schannel/36870'] },
  });
});

test('the file of a RemoteApp in one line, as feeds hand it out: its target', () => {
  const stream =
    'redirectclipboard:i:1 full address:s:desk7:3390 alternate full address:s:desk7:3390 remoteapplicationname:s:My App gatewayusagemethod:i:0';
  const [line = ''] = readFiles([file('a', stream)]).lines;
  expect(JSON.parse(line)).toMatchObject({ target: { host: 'desk7', port: 3390 }, findings: { gateway: 'not-used' } });
});

test('for people: what was seen, by which tool, about which host', () => {
  expect(textOf(file('a', 'nc: connect to desk7 port 3389 (tcp) failed: Connection refused'))).toBe(
    '  port? refused  (nc, desk7)',
  );
  expect(textOf(file('a', 'hello there'))).toBe('  nothing certain was found');
});

test('a text that was turned away says why', () => {
  const { lines, rejected } = readFiles([file('a', '')]);
  expect(rejected).toBe(true);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ rejected: { code: 'empty' }, findings: {} });
  expect(textOf(file('a', ''))).toBe('  There is nothing in it.');
});
