import { expect, test } from 'vitest';
import { loadSayings } from '../../../content/sayings.ts';
import { takeIn } from '../../../machines/diagnosis/interpret.ts';
import { read } from '../../../machines/reading/read.ts';
import { readSentences } from '../../../machines/reading/sentences/read-sentences.ts';
import { knowledge } from './known.ts';

const sayings = await loadSayings();
const readers = { read, readSentences: (text: string) => readSentences(sayings, text) };
const take = (text: string) => takeIn(knowledge.model, readers, text);
const kinds = (text: string) => {
  const { findings, target, codes, problem } = take(text);
  return [
    ...findings.map(({ question, answer }) => `${question}: ${answer}`),
    ...(target === undefined ? [] : [`${target.host}:${target.port}`]),
    ...codes.slice(0, 1),
    ...(problem === undefined ? [] : [`problem: ${problem}`]),
  ];
};

test.each<[text: string, understood: readonly string[]]>([
  ['pc1', ['pc1:3389']],
  ['pc1:3390', ['pc1:3390']],
  ['  10.0.0.7 ', ['10.0.0.7:3389']],
  ['[2001:db8::7]:3391', ['2001:db8::7:3391']],
  ['mstsc /v:pc1:3390', ['pc1:3390']],
  ['mac-client:0x4', ['mac-client:0x4']],
  ['', ['problem: empty']],
  ['http://pc1/', ['problem: url-not-host']],
  ['pc1:99999', ['problem: bad-port']],
  ['パソコン.example', ['パソコン.example:3389']],
  ['a sentence that nobody can make a fact of', ['problem: nothing-read']],
])('%s → %j', (text, understood) => {
  expect(kinds(text)).toEqual(understood);
});

test.each([
  '昨日からリモートデスクトップに接続できない',
  'リモートデスクトップが昨日から動きません。社内からです',
  '远程桌面昨天还可以，今天不行',
])('%s → no host', text => {
  expect(take(text).target).toBeUndefined();
  expect(take(text).problem).not.toBe('bad-host');
});

test('a dialog gives the code, and every surface that it can stand on', () => {
  const { codes, problem } = take('We couldn’t connect to the remote PC. Make sure it is on.\nError code: 0x4');
  expect(problem).toBeUndefined();
  expect(codes).toContain('mac-client:0x4');
  expect(codes.length).toBeLessThanOrEqual(6);
});

test('an .rdp file gives its target, and no password of it goes on', () => {
  const intake = take(
    'screen mode id:i:2\nfull address:s:pc1:3390\nusername:s:office\\ann\npassword 51:b:01000000D08C9D',
  );
  expect(intake.target).toMatchObject({ host: 'pc1', port: 3390 });
  expect(JSON.stringify(intake)).not.toContain('01000000D08C9D');
});
