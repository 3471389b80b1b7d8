import { describe, expect, test } from 'vitest';
import { read } from '../../../machines/reading/read.ts';
import { expectedOf, expectReading } from './expect-reading.ts';

const TEXT =
  'C:\\>ping desk7\n\nPinging desk7 [198.51.100.7] with 32 bytes of data:\nReply from 198.51.100.7: bytes=32 time=1ms TTL=128\nRequest timed out.\n\nPing statistics for 198.51.100.7:\n    Packets: Sent = 2, Received = 1, Lost = 1 (50% loss),\n';
const LOSSY = expectedOf('path: lossy · name: resolves');
const lines = (change: (line: string) => string) => TEXT.split('\n').map(change).join('\n');

describe('damage on the way is undone in front of the readers', () => {
  test.each<[string, string]>([
    ['line ends of Windows', TEXT.replaceAll('\n', '\r\n')],
    ['line ends of old Macs', TEXT.replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${TEXT}`],
    ['mail quoting', lines(line => `> ${line}`)],
    ['mail quoting twice', lines(line => `> > ${line}`)],
    ['mail quoting without a blank', lines(line => `>${line}`)],
    ['colours', lines(line => `\u001b[32m${line}\u001b[0m`)],
    ['colours without the escape', lines(line => `[0;32m${line}[0m`)],
    ['a code fence', `\`\`\`text\n${TEXT}\`\`\``],
    ['indentation', lines(line => `        ${line}`)],
    ['an empty line behind every line', TEXT.replaceAll('\n', '\n\n')],
    ['entities', TEXT.replaceAll('=', '&#61;').replaceAll('>', '&gt;')],
    ['entities escaped twice', TEXT.replaceAll('>', '&amp;gt;')],
    ['tags', `<pre>${lines(line => `<span class="line">${line}</span>`)}</pre>`],
    ['breaks', TEXT.replaceAll('\n', '<br>\n')],
    ['blanks that do not break', TEXT.replaceAll(' ', '\u00a0')],
    ['zero-width signs', TEXT.replaceAll('Reply', 'Re\u200bply')],
    ['bold', TEXT.replace('desk7', '**desk7**')],
    ['full-width signs', TEXT.replaceAll('=', '＝').replaceAll(':', '：')],
    ['bullets', lines(line => `- ${line}`)],
    [
      'line numbers',
      TEXT.split('\n')
        .map((line, i) => `${i + 1}: ${line}`)
        .join('\n'),
    ],
    ['times before the lines', lines(line => (line === '' ? '' : `[10:11:12] ${line}`))],
    ['a wrapped heading', TEXT.replace(' with 32', '\nwith 32')],
    ['wrapped counts', TEXT.replace(' Lost = 1', '\n    Lost = 1')],
  ])('%s', (_, text) => expectReading(text, LOSSY, { host: 'desk7' }));
});

/** Encoders for the tests alone: one byte a letter, from the tables of the code pages. */
const utf16 = (text: string, little: boolean, bom: boolean) => {
  const units = [...(bom ? '\ufeff' : ''), ...text].map(char => char.charCodeAt(0));
  return Uint8Array.from(units.flatMap(unit => (little ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff])));
};
const mapped = (text: string, table: Readonly<Record<string, number>>) =>
  Uint8Array.from([...text].map(char => table[char] ?? char.charCodeAt(0)));
const range = (from: string, to: string, start: number) =>
  Object.fromEntries(
    Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, i) => [
      String.fromCharCode(from.charCodeAt(0) + i),
      start + i,
    ]),
  );
const CP1251 = { ...range('А', 'Я', 0xc0), ...range('а', 'я', 0xe0) };
const CP866 = { ...range('А', 'Я', 0x80), ...range('а', 'п', 0xa0), ...range('р', 'я', 0xe0) };
const CP850 = { ü: 0x81, é: 0x82, ä: 0x84, ö: 0x94, Ü: 0x9a, ê: 0x88, à: 0x85, ô: 0x93 };
const CP852 = { Ż: 0xbd, ą: 0xa5, ż: 0xbe, ź: 0xab, ć: 0x86 };

const RUSSIAN = 'При проверке связи не удалось обнаружить узел desk7.\r\nПроверьте имя узла и повторите попытку.\r\n';
const GERMAN =
  'Ping-Anforderung konnte Host "desk7" nicht finden. Überprüfen Sie den Namen, und versuchen Sie es erneut.\r\n';
const FRENCH = "La requête Ping n'a pas pu trouver l'hôte desk7. Vérifiez le nom et essayez à nouveau.\r\n";
const POLISH = 'Żądanie polecenia ping nie może znaleźć hosta desk7. Sprawdź nazwę i ponów próbę.\r\n';

describe('encodings', () => {
  test.each<[string, Uint8Array]>([
    ['UTF-8', new TextEncoder().encode(RUSSIAN)],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${RUSSIAN}`)],
    ['UTF-16 little-endian', utf16(RUSSIAN, true, true)],
    ['UTF-16 big-endian', utf16(RUSSIAN, false, true)],
    ['UTF-16 without a mark', utf16(GERMAN, true, false)],
    ['code page 1251', mapped(RUSSIAN, CP1251)],
    ['code page 866', mapped(RUSSIAN, CP866)],
    ['code page 850', mapped(GERMAN, CP850)],
    ['code page 1252', mapped(GERMAN, {})],
    ['code page 850, French', mapped(FRENCH, CP850)],
    ['code page 852, Polish', mapped(POLISH.replace('Sprawdź nazwę i ponów próbę.', ''), CP852)],
  ])('%s', (_, bytes) => expectReading(bytes, { name: 'not-found' }, { host: 'desk7' }));

  test('accents that became question marks', () => {
    expectReading("La requ?te Ping n'a pas pu trouver l'h?te desk7.", { name: 'not-found' }, { host: 'desk7' });
  });

  test('a sentence that was destroyed, under its command', () => {
    expectReading(
      'C:\\>ping desk7\n??? ?? ??????? ???????? ???? desk7. ????????? ???.',
      { name: 'not-found' },
      { host: 'desk7' },
    );
  });

  test('a double-byte code page is read like any other', () => {
    // 要求がタイムアウトしました。 in Shift_JIS
    const line = [
      0x97, 0x76, 0x8b, 0x81, 0x82, 0xaa, 0x83, 0x5e, 0x83, 0x43, 0x83, 0x80, 0x83, 0x41, 0x83, 0x45, 0x83, 0x67, 0x82,
      0xb5, 0x82, 0xdc, 0x82, 0xb5, 0x82, 0xbd, 0x81, 0x42, 0x0a,
    ];
    const bytes = Uint8Array.from([...new TextEncoder().encode('C:\\>ping 198.51.100.7\n'), ...line, ...line]);
    expect(read(bytes).findings.map(({ answer }) => answer)).toEqual(['silent']);
  });
});

describe('what is not output gives nothing', () => {
  test.each<[string, string]>([
    [
      'prose',
      'First run ping and see whether the host replies. If you see "Request timed out." the host is silent. Then check that TcpTestSucceeded is True and that 3389 is LISTENING.',
    ],
    ['a table in an article', '| Error | Meaning |\n| --- | --- |\n| 0x204 | cannot connect |\n| 0x904 | dropped |'],
    [
      'PowerShell',
      'if ((Test-NetConnection $name -Port 3389).TcpTestSucceeded) { Write-Host "open" }\nGet-Service TermService | Start-Service',
    ],
    ['Python', 'if "TTL=" in out:\n    return "answers"\nelif "Request timed out." in out:\n    return "silent"'],
    [
      'JavaScript',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a program
      'expect(parse("Reply from 10.0.0.1: bytes=32 time=1ms TTL=128")).toBe(true);\nconst s = `Packets: Sent = ${n}, Received = 0, Lost = ${n}`;',
    ],
    [
      'a help text',
      'Usage: ping [-t] [-a] [-n count] [-l size] target_name\n\nOptions:\n    -t             Ping the specified host until stopped.\n    -n count       Number of echo requests to send.',
    ],
    ['HTML', '<div class="card"><form action="/login"><input name="user" placeholder="3389"></form></div>'],
    ['a licence', 'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED.'],
    ['a command without output', 'Test-NetConnection desk7 -Port 3389'],
    ['JSON of something else', '{"id": 21, "name": "bob", "status": "Running"}'],
    ['YAML', 'services:\n  xrdp:\n    ports:\n      - "3389:3389"\n    state: running'],
    ['a firewall command', 'netsh advfirewall firewall set rule group="remote desktop" new enable=Yes'],
  ])('%s', (_, text) => expectReading(text, {}));
});

describe('wraps are undone for readers that saw less', () => {
  const cut = (text: string, width: number) => text.replace(new RegExp(`(.{${width}})(?=.)`, 'g'), '$1\n');
  const between = (text: string, width: number) => text.replace(new RegExp(`(.{1,${width}})(?: +|$)`, 'g'), '$1\n');
  const ROW = 'nc: connect to desk7.corp.example (198.51.100.7) port 3389 (tcp) failed: Connection refused';
  test.each<[string, string]>([
    ['cut at the edge', cut(ROW, 60)],
    ['between words', between(ROW, 60)],
    ['as it came', ROW],
  ])('%s', (_, text) => expectReading(text, { port: 'refused' }, { host: 'desk7.corp.example' }));

  test('UTF-8 taken for Windows-1252 and saved again', () => {
    const bytes = new TextEncoder().encode('При проверке связи не удалось обнаружить узел desk7.');
    expectReading(new TextDecoder('windows-1252').decode(bytes), { name: 'not-found' }, { host: 'desk7' });
  });
});

test('an .rdp file inside a mail', () => {
  const reading = read('Hi,\n\nfull address:s:desk7:3390\nusername:s:ann\ngatewayhostname:s:\n\nThanks');
  expect(reading.target).toEqual({ host: 'desk7', port: 3390, user: 'ann' });
  expect(reading.findings.map(({ answer, source }) => `${source} ${answer}`)).toEqual(['rdp-file not-used']);
});

test('a setting in an article is no file to turn away', () => {
  expect(
    read(
      'Put the line below into the file and save it.\nfull address:s:<name>\nThen open it with a double click, and wait.',
    ).rejected,
  ).toBeUndefined();
});
