import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { scaffold } from '../../../.tasks/scaffold.ts';
import { checkYaml } from '../../../content/knowledge.ts';
import { causesFile, meaningsFile } from '../../../content/schema.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** What the files would be, from what they are today. */
function apply(kind: string, name: string): Record<string, string> {
  const made = scaffold(kind, name);
  if (typeof made === 'string') throw new Error(made);
  const changed = Object.entries(made.change).map(([file, change]) => {
    return [file, change(readFileSync(path.join(root, file), 'utf8'))];
  });
  return { ...made.create, ...Object.fromEntries(changed) };
}

describe('npm run new', () => {
  test.each([
    [undefined, undefined, /^usage/],
    ['cause', undefined, /^usage/],
    ['question', 'x', /^usage/],
    ['cause', 'Clock Drift', /no id/],
    ['cause', '../../etc', /no id/],
    ['reader', 'a/b', /no id/],
    ['code', '0x4', /SURFACE:CODE/],
    ['code', '../x:0x4', /SURFACE:CODE/],
  ])('%s %s → one sentence that says what is wrong', (kind, name, sentence) => {
    expect(scaffold(kind, name)).toMatch(sentence);
  });

  test('cause: id, page, model row and verdict row are made, and the model refuses the empty row', () => {
    const files = apply('cause', 'clock-drift');
    expect(Object.keys(files).toSorted()).toEqual([
      'content/en/causes/clock-drift.mdx',
      'content/model/causes.yaml',
      'machines/vocabulary.ts',
      'tests/unit/engine/verdict.test.ts',
    ]);
    expect(files['machines/vocabulary.ts']).toContain("'clock-drift': 'host',");
    expect(files['tests/unit/engine/verdict.test.ts']).toContain("'clock-drift']");
    expect(() => checkYaml('causes.yaml', files['content/model/causes.yaml'] ?? '', causesFile)).toThrow(/clock-drift/);
  });

  test('reader: file, registration and a transcript that expects something are made', () => {
    const files = apply('reader', 'port-qry');
    expect(files['machines/reading/readers/port-qry.ts']).toContain('export const portQry: Reader');
    expect(files['machines/reading/readers/index.ts']).toMatch(/import \{ portQry \}[\s\S]*\[\n {2}portQry,/);
    expect(files['tests/fixtures/transcripts/port-qry/example.txt']).toMatch(/^# expect: \w/);
  });

  test('code: a row is appended, and the schema refuses it until it has a meaning', () => {
    const files = apply('code', 'mac-client:0xabc');
    expect(files['content/codes/mac-client.yaml']).toContain('code: "0xabc"');
    const file = 'content/en/codes.yaml';
    expect(() => checkYaml(file, files[file] ?? '', meaningsFile)).toThrow(/mac-client\.0xabc/);
  });

  test('code on a surface that has no file → the file is named, nothing is written', () => {
    const made = scaffold('code', 'no-such-surface:0x1');
    expect(typeof made === 'string' ? made : Object.keys(made.change)).toEqual([
      'content/codes/no-such-surface.yaml',
      'content/en/codes.yaml',
    ]);
  });
});
