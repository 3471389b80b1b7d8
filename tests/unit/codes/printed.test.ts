import { expect, test } from 'vitest';
import { z } from 'zod';
import { codeJson } from '../../../extension/helper/cli/code.ts';
import { model } from '../../shared-model.ts';

const { codes } = model;

/** The shape that other programs rely on in `code --json`. */
const printed = z.array(
  z.strictObject({
    surface: z.string(),
    code: z.string(),
    name: z.string().nullable(),
    meaning: z.string(),
    stage: z.string(),
    causes: z.array(z.string()),
    confidence: z.string(),
    sources: z.array(z.string()),
  }),
);

test.each<[text: string, rows: number]>([
  ['0x4', 9],
  ['message:internal-error', 1],
  ['no such thing', 0],
])('--json of %s is one line with %i rows', (text, rows) => {
  const line = codeJson(codes, text);
  expect(line).toMatch(/^[^\n]*\n$/);
  expect(printed.parse(JSON.parse(line))).toHaveLength(rows);
});
