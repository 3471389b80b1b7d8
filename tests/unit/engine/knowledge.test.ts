import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContentError, checkYaml, loadModel } from '../../../content/knowledge.ts';
import { nearest } from '../../../content/nearest.ts';
import { causesFile, codesFile, questionsFile } from '../../../content/schema.ts';

const content = path.join(import.meta.dirname, '../../../content');
const causes = await readFile(path.join(content, 'model/causes.yaml'), 'utf8');
const questions = await readFile(path.join(content, 'model/questions.yaml'), 'utf8');

const code = `
- surface: message
  code: nla-required
  stage: authentication
  causes: [nla-mismatch]
  confidence: documented
  sources: [a document]
`;

function messageOf(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    if (error instanceof ContentError) return error.message;
    throw error;
  }
  return 'no fault found';
}

/** The text with one piece replaced; a piece that is not there is an error of the test. */
function broken(text: string, old: string, replacement: string): string {
  if (!text.includes(old)) throw new Error(`not in the file: ${old}`);
  return text.replace(old, replacement);
}

describe('faults in content are named with file, field, what was expected and what came', () => {
  test.each<[what: string, text: string, says: readonly string[]]>([
    [
      'an unknown cause',
      broken(causes, '\nservice-down:', '\nservice-dwon:'),
      ['"service-dwon"', '"service-down"?', 'service-down: expected'],
    ],
    ['a missing cause', causes.slice(0, causes.indexOf('\nhost-fault:')), ['host-fault: expected object, got nothing']],
    [
      'an unknown question',
      broken(causes, '    path: {', '    paht: {'),
      ['network-path.answers', '"paht"', '"path"?'],
    ],
    [
      'an unknown answer',
      broken(causes, 'refused: always, closed', 'refussed: always, closed'),
      ['answers.port', '"refussed"', '"refused"?'],
    ],
    ['an unknown word', broken(causes, 'works: never', 'works: nevr'), ['other-program.works', '"nevr"', '"never"?']],
    ['a rate below zero', broken(causes, 'baseRate: 6', 'baseRate: -6'), ['network-path.baseRate', '-6']],
    [
      'a rate in words',
      broken(causes, 'baseRate: 6', 'baseRate: high'),
      ['network-path.baseRate: expected number, got "high"'],
    ],
    ['an unknown stage', broken(causes, 'stage: path', 'stage: pathe'), ['network-path.stage', '"pathe"', '"path"?']],
    [
      'a field too many',
      broken(causes, 'stage: path', 'stage: path\n  colour: red'),
      ['network-path: expected no further fields, got "colour"'],
    ],
    ['text in place of a map', 'causes', ['the whole file: expected entries by cause, got "causes"']],
    ['no YAML', 'a: [', ['content/causes.yaml:1: expected YAML']],
  ])('%s among the causes', (_, text, says) => {
    const message = messageOf(() => checkYaml('content/causes.yaml', text, causesFile));
    expect(message).toContain('content/causes.yaml');
    for (const part of says) expect(message).toContain(part);
  });

  test.each<[what: string, text: string, says: readonly string[]]>([
    [
      'minutes in words',
      broken(questions, 'minutes: 0.5', 'minutes: quick'),
      ['client.minutes: expected number, got "quick"'],
    ],
    [
      'an answer without a row',
      broken(questions, '    lossy: { usually: rarely, tone: bad }\n', ''),
      ['path.answers.lossy', 'got nothing'],
    ],
    [
      'an answer that is not spread',
      broken(questions, 'lossy: { usually: rarely, tone: bad }', 'lossy: { tone: bad }'),
      ['path.answers.lossy.usually', 'got nothing'],
    ],
    [
      'a row of no answer',
      broken(questions, '    lossy: { usually: rarely', '    losy: { usually: rarely'),
      ['path.answers', '"losy"', '"lossy"?'],
    ],
    [
      'a healthy answer that is bad news',
      broken(questions, 'tone: { person: bad, machine: good }', 'tone: bad'),
      ['tls.answers.untrusted.tone', 'healthy'],
    ],
    [
      'a question nobody can reach',
      broken(questions, 'reach: anyone', 'reach: everyone'),
      ['client.reach', '"everyone"'],
    ],
    [
      'an answer of another question',
      broken(questions, 'unless: { name: [address-used] }', 'unless: { name: [refused] }'),
      ['by-address.unless.name', '"refused"'],
    ],
    [
      'an unknown nature',
      broken(questions, 'nature: impression', 'nature: impresion'),
      ['nature', '"impresion"', '"impression"?'],
    ],
  ])('%s among the questions', (_, text, says) => {
    const message = messageOf(() => checkYaml('content/questions.yaml', text, questionsFile));
    for (const part of says) expect(message).toContain(part);
  });

  test.each<[what: string, text: string, says: readonly string[]]>([
    [
      'an unknown surface',
      broken(code, 'surface: message', 'surface: mesage'),
      ['0.surface', '"mesage"', '"message"?'],
    ],
    [
      'an unknown cause',
      broken(code, 'nla-mismatch', 'nla-missmatch'),
      ['0.causes.0', '"nla-missmatch"', '"nla-mismatch"?'],
    ],
    ['a code with a space', broken(code, 'code: nla-required', 'code: nla required'), ['0.code', '"nla required"']],
    ['no source field', broken(code, '  sources: [a document]\n', ''), ['0.sources: expected array, got nothing']],
  ])('%s among the codes', (_, text, says) => {
    const message = messageOf(() => checkYaml('content/codes/x.yaml', text, codesFile));
    for (const part of says) expect(message).toContain(part);
  });
});

describe('loading a folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-model-'));
    await cp(path.join(content, 'model'), path.join(folder, 'model'), { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('works without codes', async () => {
    expect((await loadModel(folder)).codes).toEqual([]);
  });

  test('a code without its meaning, and a meaning without its code → file and code', async () => {
    await cp(path.join(content, 'codes'), path.join(folder, 'codes'), { recursive: true });
    const meanings = await readFile(path.join(content, 'en/codes.yaml'), 'utf8');
    await mkdir(path.join(folder, 'xx'));
    await writeFile(path.join(folder, 'xx/codes.yaml'), broken(meanings, '  "0xa2f":', '  "0xa2e":'));
    await expect(loadModel(folder, path.join(folder, 'xx'))).rejects.toThrow(
      /content\/xx\/codes\.yaml: android-client\.0xa2f: expected its words.*\n.*android-client\.0xa2e: expected words of a row/,
    );
    await rm(path.join(folder, 'codes'), { recursive: true });
  });

  test('names every fault at once', async () => {
    const bad = broken(broken(causes, 'baseRate: 6', 'baseRate: 0'), 'works: never', 'works: nevr');
    await writeFile(path.join(folder, 'model/causes.yaml'), bad);
    await expect(loadModel(folder)).rejects.toThrow(/network-path\.baseRate[\s\S]*other-program\.works/);
  });
});

describe('the nearest id', () => {
  test.each([
    ['prot', 'port'],
    ['services', 'service'],
    ['zzzzzz', undefined],
    ['', undefined],
  ])('%s → %s', (word, id) => {
    expect(nearest(word, ['port', 'path', 'service', 'security'])).toBe(id);
  });
});
