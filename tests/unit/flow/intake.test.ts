import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { acceptInput, changeReading, undoReading } from '../../../machines/diagnosis/accept-input.ts';
import { type Facts, openCase } from '../../../machines/diagnosis/context.ts';
import { interpretInput } from '../../../machines/diagnosis/interpret.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { read } from '../../../machines/reading/read.ts';
import { readSentences } from '../../../machines/reading/sentences/read-sentences.ts';
import { sayings } from '../../shared-sayings.ts';
import { knowledge } from './known.ts';

const readers = {
  read,
  readSentences: (text: string, quotesDialog?: boolean) => readSentences(sayings, text, quotesDialog),
};
const take = (text: string) => interpretInput(knowledge.model, readers, text);
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

test('a dialog with a sentence beside it → the dialog gives the code, the sentence stays as the note', () => {
  const { codes, said, note } = take(
    'An internal error has occurred. It happens on Tuesdays only. My cat sat on the keyboard! The VPN is on.',
  );
  expect(codes).toEqual(['message:internal-error']);
  expect(said.map(({ question, answer }) => `${question}:${answer}`)).toEqual(['vpn:connected']);
  expect(note).toBe('It happens on Tuesdays only. My cat sat on the keyboard!');
});

test('nothing that is understood → all of it stays as the note', () => {
  expect(take('lunch at noon? the usual place')).toMatchObject({
    problem: 'nothing-read',
    note: 'lunch at noon? the usual place',
  });
});

describe('what the person takes back', () => {
  const known = openCase({ probe: false, target: undefined });
  const taken = (text: string, part?: string) => {
    const facts: Facts = { ...known, intake: take(text) };
    return acceptInput(part === undefined ? facts : { ...facts, ...changeReading(facts, part, false) }, undefined);
  };
  const told = ({ findings = [] }: Partial<Facts>) => findings.map(({ question, answer }) => `${question}:${answer}`);

  test.each<[text: string, part: string, left: readonly string[]]>([
    ['An internal error has occurred. The vpn is on.', 'vpn:connected', ['code:message:internal-error']],
    ['An internal error has occurred. The vpn is on.', 'code', ['vpn:connected']],
    ['ping: office-pc: Name or service not known', 'name:not-found', ['code:message:dns-name-not-found']],
  ])('%s without %s → %j', (text, part, left) => {
    expect(told(taken(text)).length).toBe(left.length + 1);
    expect(told(taken(text, part))).toEqual(left);
  });

  test.each([
    ['nothing', undefined, 'pc1'],
    ['the host', 'target', undefined],
  ])('%s → the target is %s', (_, part, host) => expect(taken('mstsc /v:pc1:3390', part).target?.host).toBe(host));

  test('something, and then stood by again → it counts', () => {
    const facts: Facts = { ...known, intake: take('the vpn is on') };
    const without: Facts = { ...facts, ...changeReading(facts, 'vpn:connected', false) };
    const back: Facts = { ...without, ...changeReading(without, 'vpn:connected', true) };
    expect([without, back].map(one => told(acceptInput(one, undefined)))).toEqual([[], ['vpn:connected']]);
  });
});

test('what people tell in one line with the name of an error → read all the same', () => {
  const { codes, said } = take("my pc is on but it doesn't answer a ping, xfreerdp: ERRCONNECT_TLS_CONNECT_FAILED");
  expect(codes).toContain('freerdp-exit:0x20008');
  expect(said.map(({ question, answer }) => `${question}:${answer}`)).toEqual(
    expect.arrayContaining(['host-power:up', 'path:silent', 'client:freerdp']),
  );
});

test('what people tell, behind the text of a dialog → read all the same', () => {
  const file = path.resolve(import.meta.dirname, '../../fixtures/sentences/said.jsonl');
  const rows: readonly { lang: string; text: string }[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const facts = (said: readonly { question: string; answer: string }[]) =>
    said.map(({ question, answer }) => `${question}:${answer}`);
  const lost = rows
    .filter(({ lang }) => lang === 'en')
    .filter(({ text }) => {
      const { codes, said, findings } = take(`An internal error has occurred. ${text}`);
      const told = new Set([...facts(said), ...facts(findings)]);
      return !codes.includes('message:internal-error') || facts(take(text).said).some(fact => !told.has(fact));
    });
  expect(lost.map(({ text }) => text)).toEqual([]);
});

test('what “reconnect host --json” prints → the host’s own findings; what a person told of the same stays beside them', () => {
  const printed = JSON.stringify({
    version: 1,
    verdict: {},
    findings: [
      { question: 'listener', answer: 'not-listening', source: 'host' },
      { question: 'host-log', answer: 'nothing-arrived', source: 'host', detail: { minutes: 15 } },
    ],
  });
  const intake = take(printed);
  expect(intake.findings.map(({ answer, source }) => `${answer} ${source}`)).toEqual(['not-listening host']);
  const told: Facts = openCase({
    probe: false,
    findings: [
      { question: 'port', answer: 'silent', source: 'probe' },
      { question: 'listener', answer: 'listening', source: 'person' },
    ],
  });
  const joined = { ...told, ...acceptInput({ ...told, intake }, undefined) };
  expect(joined.findings).toHaveLength(3);
  expect(judge(knowledge.model, joined).verdict.contradictions).toHaveLength(1);
  // And it can be taken back.
  expect({ ...joined, ...undoReading(joined) }.findings).toEqual(told.findings);
});

test.each(['{"version":1,"verdict":{},"findings":[]}', '{"version":1', '{}'])('%s → nothing of a host', text => {
  expect(take(text).findings).toEqual([]);
});
