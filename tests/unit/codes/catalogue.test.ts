import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeId } from '../../../machines/codes/entry.ts';
import { lookUpCode, resolveCode } from '../../../machines/codes/look-up.ts';
import { STAGES, SURFACES } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';

const { codes } = model;
const events = codes.filter(({ surface }) => surface === 'windows-event');
const numbered = codes.filter(({ surface }) => surface !== 'message' && surface !== 'windows-event');
const messages = codes.filter(({ surface }) => surface === 'message');
const anyCode = fc.constantFrom(...numbered);

test('every surface has its codes, each code once', () => {
  expect([...new Set(codes.map(({ surface }) => surface))].sort()).toEqual([...SURFACES].sort());
  const ids = codes.map(codeId);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(numbered.filter(({ code }) => !/^0x(?:0|[1-9a-f][0-9a-f]{0,7})$/.test(code)).map(codeId)).toEqual([]);
  expect(events.filter(({ code }) => !/^[A-Z][\w-]+\/\d{1,5}$/.test(code)).map(codeId)).toEqual([]);
});

test('every entry says what it means in a sentence of its own', () => {
  const bad = codes.filter(
    ({ meaning }) => !/^[A-Z“0-9].{8,180}[.?]$/s.test(meaning) || /\n|see meaning/i.test(meaning),
  );
  expect(bad.map(codeId)).toEqual([]);
  expect(codes.filter(({ causes }) => new Set(causes).size !== causes.length).map(codeId)).toEqual([]);
});

test('every numbered code names where it is known from; only a reported wording may not', () => {
  expect(numbered.filter(({ sources }) => sources.length === 0).map(codeId)).toEqual([]);
});

test('a fault before the session has a likely cause', () => {
  const early = STAGES.slice(0, STAGES.indexOf('session'));
  const bare = codes.filter(({ stage, causes }) => causes.length === 0 && early.some(one => one === stage));
  expect(bare.map(codeId)).toEqual([]);
});

describe('a message', () => {
  test('catalogue → a title in English, and no fragment belongs to two messages of a language', () => {
    expect(messages.filter(({ wordings }) => wordings?.en?.[0] === undefined).map(codeId)).toEqual([]);
    const all = messages.flatMap(({ wordings }) =>
      Object.entries(wordings ?? {}).flatMap(([language, list]) => list.map(one => `${language} ${one.toLowerCase()}`)),
    );
    expect(all.filter((wording, at) => all.indexOf(wording) !== at)).toEqual([]);
  });

  test('catalogue → what it states, overrules and counts as is known', () => {
    const ids = new Set(codes.map(codeId));
    const strays = messages.flatMap(({ overrules = [], numbers = [] }) =>
      [...overrules.map(id => `message:${id}`), ...numbers].filter(id => !ids.has(id)),
    );
    expect(strays).toEqual([]);
  });

  test('title alone → the message first', () => {
    const lost = messages.filter(row => lookUpCode(codes, row.wordings?.en?.[0] ?? '')[0] !== row);
    expect(lost.map(codeId)).toEqual([]);
  });
});

test('every code is found by its number in each notation, on its surface', () => {
  fc.assert(
    fc.property(
      anyCode,
      fc.constantFrom('hex', 'padded', 'capitals', 'suffix', 'decimal', 'signed', 'labelled'),
      (row, notation) => {
        const number = Number.parseInt(row.code, 16);
        const written = {
          hex: row.code,
          padded: `0x${row.code.slice(2).padStart(8, '0')}`,
          capitals: row.code.toUpperCase(),
          suffix: `${/^[0-9]/.test(row.code.slice(2)) ? '' : '0'}${row.code.slice(2)}h`,
          decimal: String(number),
          signed: String(number > 0x7fff_ffff ? number - 0x1_0000_0000 : number),
          labelled: `Error code: ${row.code}`,
        }[notation];
        expect(lookUpCode(codes, written, row.surface)).toContain(row);
        expect(resolveCode(codes, codeId(row))).toBe(row);
      },
    ),
    { numRuns: 2000 },
  );
});

test('every name is found, whatever its case and its underscores', () => {
  const named = codes.filter(({ name }) => name !== undefined && /^\w+$/.test(name));
  fc.assert(
    fc.property(fc.constantFrom(...named), fc.constantFrom('_', '', ' '), fc.boolean(), (row, between, small) => {
      const name = (row.name ?? '').replaceAll('_', between);
      expect(lookUpCode(codes, small ? name.toLowerCase() : name, row.surface)).toContain(row);
    }),
    { numRuns: 1000 },
  );
});
