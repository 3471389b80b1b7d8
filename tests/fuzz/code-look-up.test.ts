import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lookUpCode, resolveCode } from '../../machines/codes/look-up.ts';
import { SURFACES } from '../../machines/vocabulary.ts';
import { model } from '../shared-model.ts';

const { codes } = model;
const anyCode = fc.constantFrom(...codes.filter(({ surface }) => surface !== 'message' && surface !== 'windows-event'));

test('nothing that is typed or pasted makes it throw or look twice', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      '0x',
      '0x4',
      '-',
      'code',
      'Error code: ',
      'Extended ',
      '\u0000',
      '\ud800',
      '٤',
      '０',
      '…',
      'ﷺ',
      'h',
      '4294967296',
    ),
    anyCode.map(row => row.name ?? row.code),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.option(fc.constantFrom(...SURFACES)), (pieces, surface) => {
      const text = pieces.join('');
      const found = lookUpCode(codes, text, surface ?? undefined);
      expect(new Set(found).size).toBe(found.length);
      expect(found.every(row => surface === null || row.surface === surface)).toBe(true);
      resolveCode(codes, text);
    }),
    { numRuns: 500 },
  );
});
