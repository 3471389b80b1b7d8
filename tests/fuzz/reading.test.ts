import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { decodeText } from '../../machines/reading/decode.ts';
import { MAX_FINDINGS } from '../../machines/reading/findings-of.ts';
import { parseRdpFile } from '../../machines/reading/rdp-file.ts';
import { MAX_INPUT_LENGTH, read } from '../../machines/reading/read.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { isAnswer, UNKNOWN } from '../../machines/vocabulary.ts';
import { model } from '../shared-model.ts';

// Two cores may be shared with builds and browsers.
vi.setConfig({ testTimeout: 60_000 });

const { codes } = model;
const RUNS = { numRuns: 200 };
/** Pieces that the readers look for, in any order: harder than noise. */
const piece = fc.constantFrom(
  'ping',
  'Reply from ',
  '10.0.0.1',
  'TTL=',
  '= 4, ',
  '\n',
  ' ',
  ':',
  '3389',
  'TCP ',
  '0.0.0.0:',
  'LISTENING',
  '*',
  'error code',
  '0x204',
  '(',
  ')',
  '[',
  ']',
  '<Event>',
  '<EventID>140</EventID>',
  'RdpCoreTS',
  '{"id":',
  '}',
  'Nmap scan report for ',
  '/tcp open',
  '-----------------------------------------',
  'Status: ',
  '0xC000006D',
  'full address:s:',
  'password 51:b:',
  'ERRCONNECT_',
  '> ',
  'PS C:\\>',
  '&gt;',
  '\u001b[',
  'Name    : ',
  'True',
  '...',
  'nc: connect to ',
  'verify error:num=18:',
  'SERVICE_NAME: TermService',
  ': 4  RUNNING',
  '\t',
  '\u0000',
  'é',
  'узел',
  '主机',
);
const pieces = fc.array(piece, { maxLength: 120 }).map(parts => parts.join(''));

function check(input: string | Uint8Array): void {
  const reading = read(input, { codes, target: { host: '10.0.0.1', port: 3389 } });
  expect(reading.findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
  for (const { question, answer } of reading.findings)
    expect(isAnswer(question, answer) && answer !== UNKNOWN).toBe(true);
}

describe('never throws, and says only what the vocabulary has', () => {
  test('any text', () => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), check), RUNS));
  test('any bytes', () => fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), check), RUNS));
  test('pieces of output', () => fc.assert(fc.property(pieces, check), RUNS));
  test('pieces of output as UTF-16', () =>
    fc.assert(
      fc.property(pieces, text =>
        check(Uint8Array.from([0xff, 0xfe, ...[...text].flatMap(c => [c.charCodeAt(0) & 0xff, c.charCodeAt(0) >> 8])])),
      ),
      RUNS,
    ));
  test.each(Object.getOwnPropertyNames(Object.prototype))('a word that objects have themselves: %s', name => {
    for (const text of [name, `Remote Desktop can't ${name} the remote computer`, `${name}: ${name}=${name} &${name};`])
      check(text);
  });
  test('any target and .rdp file', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), pieces, (text, more) => {
        parseTarget(text);
        parseTarget(`mstsc /v:${text}`);
        parseRdpFile(`full address:s:${text}\n${more}`);
      }),
      RUNS,
    ));
});

test('UTF-8 decodes as the platform does', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
      const plain = text.replaceAll('\u0000', '').replace(/^\ufeff/, '');
      expect(decodeText(new TextEncoder().encode(plain))).toBe(plain);
    }),
    RUNS,
  ));

test('more than the limit is turned away', () => {
  expect(read('a'.repeat(MAX_INPUT_LENGTH + 1)).rejected).toEqual({ rejected: true, code: 'too-large' });
  expect(read(new Uint8Array(MAX_INPUT_LENGTH + 1)).rejected?.code).toBe('too-large');
  expect(read(Uint8Array.from({ length: 5000 }, (_, i) => i % 32)).rejected?.code).toBe('not-text');
  expect(read(' \n ').rejected?.code).toBe('empty');
});

/** Time in proportion to the text, not more: the same junk, four times as much, may not cost much more than four times. */
describe('a megabyte of junk is bounded', () => {
  const fill = (part: string) => part.repeat(Math.ceil(MAX_INPUT_LENGTH / part.length)).slice(0, MAX_INPUT_LENGTH);
  test.each<[string, string]>([
    ['one long line', fill('a')],
    ['blanks', fill(' ')],
    ['empty lines', fill('\n')],
    ['tags', fill('<')],
    ['entities', fill('&')],
    ['escapes', fill('\u001b[')],
    ['quoting', fill('> ')],
    ['digits and dots', fill('1.2.3.4 ')],
    ['colons', fill('a:b:c:: ')],
    ['secrets', fill('password : ')],
    ['tokens', fill('eyJaaaaaaaaa.')],
    ['addresses', fill('://aaa:bbb')],
    ['codes', fill('error code: 0x204 ')],
    ['commands', fill('C:\\>ping pc1\n')],
    ['events', fill('Event ID: 140 10:00:00\n')],
    ['braces', fill('{"a":')],
    ['dashes', fill('- -')],
    ['stars', fill(' * ')],
  ])('%s', (_, text) => {
    const started = process.cpuUsage();
    check(text);
    const spent = process.cpuUsage(started);
    // The figure itself is printed by the bench; this guards against a pattern that runs away.
    expect((spent.user + spent.system) / 1000).toBeLessThan(1000);
  });
});
