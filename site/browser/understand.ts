/// <reference path="../../machines/reading/sentences/carried.d.ts" />
import sayings from '#sayings';
import type { Intake } from '../../machines/diagnosis/context.ts';
import { takeIn } from '../../machines/diagnosis/interpret.ts';
import type { Model } from '../../machines/knowledge.ts';
import { decodeText } from '../../machines/reading/decode.ts';
import { read } from '../../machines/reading/read.ts';
import { dropSecrets } from '../../machines/reading/secrets.ts';
import { readSentences } from '../../machines/reading/sentences/read-sentences.ts';

/** What was made of an input, and the input itself as text without the secrets that it may have held. */
export interface Understood extends Intake {
  readonly text: string;
}
export type Understand = (input: string | Uint8Array) => Understood;

const readers = { read, readSentences: (text: string) => readSentences(sayings, text) };

/** The reader with its catalogue. Loaded when somebody begins to type, so that the start page is light. */
export async function loadReader(codesAddress: string): Promise<Understand> {
  const response = await fetch(codesAddress);
  if (!response.ok) throw new Error(`no catalogue: ${response.status}`);
  const model: Pick<Model, 'codes'> = { codes: await response.json() };
  return input => {
    const text = typeof input === 'string' ? input : decodeText(input);
    return { ...takeIn(model, readers, text), text: dropSecrets(text) };
  };
}
