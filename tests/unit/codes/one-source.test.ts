import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { guideMatter } from '../../../content/front-matter.ts';
import { codeId, entryOf } from '../../../machines/codes/entry.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { model } from '../../shared-model.ts';

/** What causes a code is said in one place: the catalogue. The flow, the code's page and its guide follow it. */
const folder = path.resolve(import.meta.dirname, '../../../content/en/guides');
const guides = (await Promise.all((await readdir(folder)).map(readGuide))).filter(({ codes }) => codes.length > 0);

async function readGuide(file: string) {
  const [, front = ''] = (await readFile(path.join(folder, file), 'utf8')).split(/^---$/mu);
  const { codes = [], causes = [] } = guideMatter.partial().loose().parse(parse(front));
  return { file, codes, causes };
}

test('conclude: a code alone → the cause that the catalogue lists first, for every code', () => {
  for (const code of model.codes) {
    if (code.causes.length === 0) continue;
    const { causes } = conclude(model, [{ question: 'code', answer: codeId(code), source: 'person' }]);
    expect(causes[0]?.cause, codeId(code)).toBe(code.causes[0]);
  }
});

describe('guide: its causes → those of its codes, in the order of the catalogue', () => {
  test.each(guides.map(guide => [guide.file, guide] as const))('%s', (_, { codes, causes }) => {
    const listed = codes.flatMap(id => entryOf(model.codes, id)?.causes ?? []);
    expect(causes[0]).toBe(listed[0]);
    const [first = []] = codes.map(id => entryOf(model.codes, id)?.causes ?? []);
    expect(causes.filter(cause => first.includes(cause))).toEqual(first.filter(cause => causes.includes(cause)));
  });
});
