import { describe, expect, test } from 'vitest';
import { shardOf } from '../../../machines/codes/code-shard.ts';
import { codeId } from '../../../machines/codes/entry.ts';
import { withTitlesOnly, wordingsIn } from '../../../machines/codes/with-wordings.ts';
import { instructionsOf, parseInstructions, withoutInstructions } from '../../../machines/instructions.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { DIALOG_LANGUAGES } from '../../../machines/vocabulary.ts';
import type { KnowledgeSource } from '../../../site/widget/element/knowledge-source.ts';
import { KnowledgeStore } from '../../../site/widget/element/knowledge-store.ts';
import { knowledge } from '../flow/known.ts';

const { model, words } = knowledge;
const CODE = 'mac-client:0x4';
const FIRST: Knowledge = { ...knowledge, model: { ...model, codes: [] }, words: withoutInstructions(words) };
const FILES: Readonly<Record<string, unknown>> = {
  'codes.json': withTitlesOnly(model.codes),
  [`codes/${shardOf(CODE)}.json`]: withTitlesOnly(model.codes).filter(({ code }) => shardOf(code) === shardOf(CODE)),
  ...Object.fromEntries(
    DIALOG_LANGUAGES.map(language => [`wordings/${language}.json`, wordingsIn(model.codes, language)]),
  ),
  'instructions.json': instructionsOf(words),
};
const OURS = { codes: 'codes.json', wordings: 'wordings/', instructions: 'instructions.json' };

/** A store of what our flow page starts with, with the files that its server has; what it reports is kept. */
function storeWith(
  files: Readonly<Record<string, unknown>>,
  from: Knowledge = FIRST,
  apart: KnowledgeSource['apart'] = OURS,
) {
  const asked: string[] = [];
  const told: Knowledge[] = [];
  const request = (url: string) => {
    asked.push(url);
    return Promise.resolve(files[url]);
  };
  const store = new KnowledgeStore({ knowledge: from, base: undefined, apart, request }, one => told.push(one));
  return { store, asked, told };
}

const deepFrozen = <Value>(value: Value): Value => {
  for (const one of Object.values(Object(value))) if (typeof one === 'object' && one !== null) deepFrozen(one);
  return Object.freeze(value);
};

describe('store', () => {
  test('instructions: the file is there → every word stands as in the whole knowledge', async () => {
    const { store, told } = storeWith(FILES);
    expect(store.hasInstructions).toBe(false);
    expect(await store.withInstructions()).toBe(true);
    expect(store.current().words).toEqual(words);
    expect(told).toEqual([store.current()]);
  });

  test.each<[what: string, file: unknown]>([
    ['missing', undefined],
    ['cut off', { causes: {} }],
    [
      'of another version',
      { ...instructionsOf(words), causes: { ...instructionsOf(words).causes, 'port-blocked': {} } },
    ],
    ['no object', 'text'],
  ])('instructions: the file is %s → nothing changes, and it can be asked for again', async (_, file) => {
    const { store, asked, told } = storeWith({ 'instructions.json': file });
    expect(await store.withInstructions()).toBe(false);
    expect([store.hasInstructions, store.current(), told]).toEqual([false, FIRST, []]);
    await store.withInstructions();
    expect(asked).toHaveLength(2);
  });

  test('one code: its part is there → only that part is fetched', async () => {
    const { store, asked } = storeWith(FILES);
    const known = await store.withCode(CODE);
    expect(known.model.codes.map(codeId)).toContain(CODE);
    expect(known.model.codes.length).toBeLessThan(model.codes.length);
    await store.withCode(CODE);
    expect(asked).toEqual([`codes/${shardOf(CODE)}.json`]);
  });

  test('one code, asked for twice at once → it stands in the catalogue once', async () => {
    const { store } = storeWith(FILES);
    await Promise.all([store.withCode(CODE), store.withCode(CODE)]);
    expect(store.current().model.codes.filter(row => codeId(row) === CODE)).toHaveLength(1);
  });

  test('one code: no part has it → the whole catalogue is fetched', async () => {
    const { store } = storeWith(FILES);
    const { codes } = (await store.withCode('no-surface:0x0')).model;
    expect(withTitlesOnly(codes)).toEqual(withTitlesOnly(model.codes));
  });

  test('catalogue: the server has none → it can be asked for again', async () => {
    const { store } = storeWith({});
    expect([await store.withWordings(), store.hasWordings(), store.current()]).toEqual([false, false, FIRST]);
  });

  test.each<[forbidden: boolean, files: Readonly<Record<string, unknown>>, codes: Knowledge['model']['codes']]>([
    [false, FILES, model.codes],
    [true, {}, withTitlesOnly(model.codes)],
  ])('wordings: forbidden %s → dialogs are known as far as they can be', async (_, files, codes) => {
    const titled = { ...knowledge, model: { ...model, codes: withTitlesOnly(model.codes) } };
    const { store } = storeWith(files, titled, { wordings: 'wordings/' });
    expect(await store.withWordings(DIALOG_LANGUAGES)).toBe(true);
    expect(store.current().model.codes).toEqual(codes);
  });

  test('wordings: a German text, then a Polish one → each language is fetched once, and no other', async () => {
    const { store, asked } = storeWith(FILES);
    await store.withWordings(['en', 'de']);
    expect([store.hasWordings(['de']), store.hasWordings(['pl'])]).toEqual([true, false]);
    await store.withWordings(['en', 'pl']);
    expect(asked.filter(url => url.startsWith('wordings/'))).toEqual(
      ['en', 'de', 'pl'].map(one => `wordings/${one}.json`),
    );
  });

  test('anything: the knowledge is frozen → it is replaced, not changed', async () => {
    const first = deepFrozen(structuredClone(FIRST));
    const { store, told } = storeWith(FILES, first);
    await store.withCode(CODE);
    await store.withInstructions();
    await store.withWordings(DIALOG_LANGUAGES);
    expect(first).toEqual(FIRST);
    expect(new Set([first, ...told]).size).toBe(4);
    expect(store.current()).toEqual(knowledge);
  });

  test('knowledge that names no files → nothing is fetched', async () => {
    const { store, asked } = storeWith({}, knowledge, {});
    expect([await store.withWordings(), await store.withInstructions(), await store.withCode('x:1')]).toEqual([
      true,
      true,
      knowledge,
    ]);
    expect(asked).toEqual([]);
  });
});

test('instructions: the words without them → no HTML of a remedy, and none of a question but the one that stands open', () => {
  const { causes, questions } = withoutInstructions(words);
  expect(Object.values(causes).flatMap(({ remedy, undo, verify }) => [remedy, undo, verify].filter(Boolean))).toEqual(
    [],
  );
  expect(Object.entries(questions).flatMap(([id, { help }]) => (help === '' ? [] : [id]))).toEqual(['code']);
});

test('instructions: written and read again → the same', () => {
  expect(parseInstructions(JSON.parse(JSON.stringify(instructionsOf(words))))).toEqual(instructionsOf(words));
});

test('instructions: words that are none of a report’s → none of ours', () => {
  const ours = instructionsOf(words);
  expect(parseInstructions({ ...ours, ui: { ...ours.ui, 'verdict.seen': 'Send us your password.' } })).toBeUndefined();
});
