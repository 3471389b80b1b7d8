import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Given, run } from './command-line.ts';
import { ALIAS, HEALTHY, NOTHING, SILENT, STANDARD } from './events.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-cli-'));
  await writeFile(path.join(folder, 'large.rdp'), 'full address:s:pc1\r\n'.repeat(250_000));
  await writeFile(path.join(folder, 'empty.rdp'), 'screen mode id:i:2\r\n');
  await writeFile(path.join(folder, 'good.rdp'), 'full address:s:pc1:3390\r\nusername:s:ann\r\npassword 51:b:0102\r\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each<[name: string, words: readonly string[], given?: Given]>([
  ['no command', []],
  ['an unknown command', ['chekc', 'pc1']],
  ['a command of the prototype', ['constructor']],
  ['no target', ['check']],
  ['an empty target', ['check', '']],
  ['spaces', ['check', '   ']],
  ['300 characters', ['check', 'a'.repeat(300)]],
  ['3000 characters', ['check', 'a'.repeat(3000)]],
  ['port 99999', ['check', 'host:99999']],
  ['port 0', ['check', 'host:0']],
  ['a URL', ['check', 'http://pc1']],
  ['a URL with a path', ['check', 'https://pc1:3389/rdp']],
  ['control characters', ['check', 'pc\u001b[31m1']],
  ['a line end', ['check', 'pc1\nhost']],
  ['a shell', ['check', 'pc1;id']],
  ['an unknown option', ['check', 'pc1', '--password=x']],
  ['an option without its value', ['check', 'pc1', '--timeout']],
  ['no time', ['check', 'pc1', '--timeout', '0']],
  ['words for a time', ['check', 'pc1', '--timeout', 'soon']],
  ['a bad gateway', ['check', 'pc1', '--gateway', 'http://gw']],
  ['an .rdp file that is not there', ['check', 'nowhere/at-all.rdp']],
  ['one bad target of three', ['check', 'pc1', 'http://pc2', 'pc3']],
  ['a bad line of standard input', ['check', '-'], { input: 'pc1\n\nhost:99999\n' }],
  ['an empty standard input', ['check', '-'], { input: '\n# nothing\n' }],
  ['watch without a target', ['watch']],
  ['watch until something else', ['watch', 'pc1', '--until', 'later']],
  ['a browser that nobody knows', ['status', '--browser', 'mosaic']],
  ['words where none belong', ['practice', 'now']],
  ['no code', ['code']],
  ['a surface that is none', ['code', '4', '--surface', 'moon']],
  ['a target that is none, to read for', ['read', '--target', 'http://pc1'], { input: '' }],
  ['a file that is not there, to read', ['read', 'nowhere/at-all.txt']],
  ['nothing to explain', ['explain'], { input: '' }],
  ['two files to explain', ['explain', 'a', 'b']],
])('%s: one sentence, exit 2, nothing started', async (_, words, given) => {
  const { exit, out, err, checks } = await run(words, given);
  expect({ exit, out, checks }).toEqual({ exit: 2, out: '', checks: 0 });
  if (words.length > 0) expect(err).toMatch(/^.{10,250}\n$/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach a terminal
  expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
});

test.each(['large.rdp', 'empty.rdp'])('%s: one sentence, exit 2, nothing started', async name => {
  const { exit, out, err, checks } = await run(['check', path.join(folder, name)]);
  expect({ exit, out, checks }).toEqual({ exit: 2, out: '', checks: 0 });
  expect(err.trim().split('\n')).toHaveLength(1);
});

test.each<[name: string, given: Given, exit: number]>([
  ['a healthy host', { events: HEALTHY }, 0],
  ['a silent port', { events: SILENT }, 1],
  ['nothing certain', { events: NOTHING }, 3],
  ['Ctrl-C', { events: NOTHING, interrupted: true }, 130],
])('%s ends with its exit code, as text and as JSON', async (_, given, exit) => {
  expect((await run(['check', 'pc1'], given)).exit).toBe(exit);
  const { exit: jsonExit, out } = await run(['check', 'pc1', '--json'], given);
  expect(jsonExit).toBe(exit);
  expect(JSON.parse(out)).toMatchObject({ version: 1, target: { host: 'pc1', port: 3389 } });
});

test.each<[given: string, events: Given['events'], key: string, line: string]>([
  ['a healthy host', HEALTHY, 'healthy', 'healthy.line'],
  ['only RDP security of old', STANDARD, 'healthy.standard', 'healthy.line.standard'],
  ['a host that calls itself otherwise', ALIAS, 'healthy.other-name', 'healthy.line'],
  ['nothing that was seen', NOTHING, 'verdict.nothing', 'verdict.nothing'],
])('check: %s → %#: the sentence for it, alone and in a list', async (_, events = [], key, line) => {
  const alone = await run(['check', 'pc1'], { events });
  expect(alone.out.split(/\s+/)).toContain(key);
  const list = await run(['check', 'pc1', 'pc2'], { events });
  expect(list.out.split(/\s+/)).toContain(line);
});

test('the JSON is that of the interface', async () => {
  const { out, err } = await run(['check', 'pc1:3390', '--json'], { events: SILENT });
  expect(err).toBe('');
  const result = JSON.parse(out);
  expect(result).toMatchObject({
    version: 1,
    target: { host: 'pc1', port: 3390 },
    verdict: { healthy: false },
    connections: 1,
    elapsedMs: 42,
  });
  expect(result.stages).toContainEqual({ stage: 'port', outcome: 'failed', elapsedMs: 3001 });
  expect(result.findings).toContainEqual(
    expect.objectContaining({ question: 'port', answer: 'silent', source: 'probe' }),
  );
  const [first] = result.verdict.causes;
  expect(first).toEqual({
    cause: expect.any(String),
    probability: expect.any(Number),
    blame: expect.any(String),
    for: expect.arrayContaining([expect.stringContaining('port: silent')]),
    against: expect.any(Array),
  });
  expect(result.next === null || typeof result.next.question === 'string').toBe(true);
});

test('an .rdp file is a target, and its password is nowhere', async () => {
  const { out } = await run(['check', path.join(folder, 'good.rdp'), '--json'], { events: HEALTHY });
  expect(JSON.parse(out).target).toEqual({ host: 'pc1', port: 3390, user: 'ann' });
  expect(out).not.toContain('0102');
});

test('many targets give a JSON line each, and a summary beside them', async () => {
  const given = { input: 'pc1\npc2:3390\n# a comment\n[::1]\n', events: HEALTHY };
  const { exit, out, err, checks } = await run(['check', '-', '--json'], given);
  expect({ exit, checks }).toEqual({ exit: 0, checks: 3 });
  const hosts = out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).target.host);
  expect(hosts.toSorted()).toEqual(['::1', 'pc1', 'pc2']);
  expect(err).toBe('3 checked: 3 healthy, 0 with a fault, 0 not settled.\n');
});

test.each<[file: string, words: readonly string[], given: Given]>([
  ['silent.txt', ['check', 'office-pc'], { events: SILENT }],
  ['silent.ascii.txt', ['check', 'office-pc'], { events: SILENT, env: { LANG: 'C' } }],
  ['silent.colour.txt', ['check', 'office-pc'], { events: SILENT, terminal: true, env: { TERM: 'xterm' } }],
  ['silent.no-color.txt', ['check', 'office-pc'], { events: SILENT, terminal: true, env: { NO_COLOR: '1' } }],
  ['silent.narrow.txt', ['check', 'office-pc'], { events: SILENT, columns: 40 }],
  ['healthy.txt', ['check', 'office-pc'], { events: HEALTHY }],
  ['help.txt', ['help'], {}],
])('%s is how it looks', async (file, words, given) => {
  const { out } = await run(words, given);
  // The live picture is drawn while the check runs; only what stays is kept here. What follows it is the model's word.
  const stays = out.split('\u001b[J').at(-1) ?? '';
  const picture = words[0] === 'check' ? stays.split('\n\n').slice(0, 2).join('\n\n') : stays;
  await expect(picture).toMatchFileSnapshot(`golden/${file}`);
});

test('a verdict names its cause, what speaks for it and who can act', async () => {
  const { out } = await run(['check', 'office-pc'], { events: SILENT });
  const { verdict } = JSON.parse((await run(['check', 'office-pc', '--json'], { events: SILENT })).out);
  expect(out).toContain(`${verdict.causes[0].cause}.`);
  expect(out).toMatch(/For it:\n {2}✗ port\? silent \(source\.probe, 3 ms\)/);
  expect(out).toContain(`\n\nblame.${verdict.causes[0].blame}\n`);
});

test.each<[env: Readonly<Record<string, string>>, picture: string]>([
  [{}, '●━━●━━◆ ╶─○──○'],
  [{ LANG: 'C' }, '[ok]==[ok]==[X]  --( )--( )'],
  [{ TERM: 'dumb' }, '[ok]==[ok]==[X]  --( )--( )'],
])('with %j many targets are a line each: %s', async (env, picture) => {
  const { out } = await run(['check', 'pc1', 'pc2'], { events: SILENT, env });
  const lines = out.split('\n');
  expect(lines[0]).toMatch(/^pc1 {2,}/);
  expect(lines[1]).toContain(picture);
  expect(out).toContain('\n\n2 checked: 0 healthy, 2 with a fault, 0 not settled.\n');
});
