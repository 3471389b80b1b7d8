import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Documents for people who read the code. A path that they name is there, or the walk that they describe is not. */
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'tests/README.md', '.github/CONTRIBUTING.md'];

/** From the root, or from the document's own folder. What is built, and what has a placeholder in it, is not looked for. */
const PATH = /`((?:\.?[\w-]+\/)+[\w.-]*|\.?[\w-]+\.(?:ts|mjs|md|yaml))`/g;
const isBuilt = (name: string) => /^(?:dist|node_modules)\//.test(name);
/** Names that are given as what not to do. */
const NO_FILES = new Set(['utils.ts', 'helpers/']);

test.each(DOCUMENTS)('%s: every file and folder that it names → is there', document => {
  const text = readFileSync(path.join(root, document), 'utf8');
  const named = [...text.matchAll(PATH)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  const gone = [...new Set(named)]
    .filter(name => !isBuilt(name) && !NO_FILES.has(name) && !name.includes('NAME'))
    .filter(name => {
      const places = [
        '',
        path.dirname(document),
        'tests/tidy',
        'tests/unit',
        'tests/e2e',
        'extension/helper',
        'extension',
      ];
      return !places.some(place => existsSync(path.join(root, place, name)));
    });
  expect(gone).toEqual([]);
  expect(named.length).toBeGreaterThan(1);
});
