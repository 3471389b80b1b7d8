import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { fieldsOf, isWholeNumber, parseJson } from '../../../machines/schemas/fields.ts';
import { CAUSE_IDS, STAGES } from '../../../machines/vocabulary.ts';
import { writeWhole } from '../install/safe-files.ts';
import { readUpTo } from '../read-at-most.ts';
import { EMPTY_TALLY, type Tally } from './tally.ts';

/**
 * How far a list was checked: all targets up to `done`, those of `beyond`, and the digest of the first `done` lines, by
 * which another list is told from the same one. Its size does not depend on the list's.
 */
export interface Checkpoint {
  readonly done: number;
  readonly beyond: readonly number[];
  readonly digest: string;
  readonly tally: Tally;
}

const VERSION = 1;
const MAX_BYTES = 4_194_304;
const MOST = Number.MAX_SAFE_INTEGER;
const NOTHING_DONE: Checkpoint = {
  done: 0,
  beyond: [],
  digest: createHash('sha256').digest('hex'),
  tally: EMPTY_TALLY,
};

/** The checkpoint in the file; none yet where there is no file, `undefined` where it holds something else. */
export async function readCheckpoint(file: string): Promise<Checkpoint | undefined> {
  try {
    const bytes = await readUpTo(file, MAX_BYTES);
    return bytes.length > MAX_BYTES ? undefined : decodeCheckpoint(Buffer.from(bytes).toString());
  } catch (error) {
    return fieldsOf(error)?.code === 'ENOENT' ? NOTHING_DONE : undefined;
  }
}

/** Undefined for another version, and for whatever this program cannot have written: people edit such files. */
export function decodeCheckpoint(text: string): Checkpoint | undefined {
  const fields = fieldsOf(parseJson(text));
  if (fields === undefined || fields.version !== VERSION) return undefined;
  const { done, beyond, digest } = fields;
  const tally = decodeTally(fields.tally);
  if (tally === undefined || !isWholeNumber(done, 0, MOST) || typeof digest !== 'string') return undefined;
  if (!Array.isArray(beyond) || !beyond.every(at => isWholeNumber(at, done + 1, MOST))) return undefined;
  return { done, beyond, digest, tally };
}

/** One line of JSON, with the version; the inverse of `decodeCheckpoint`. */
export function encodeCheckpoint(checkpoint: Checkpoint): string {
  return `${JSON.stringify({ version: VERSION, ...checkpoint })}\n`;
}

function decodeTally(value: unknown): Tally | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const { healthy, fault, unsettled, unreadable } = fields;
  const stages = decodeCounts(STAGES, fields.stages);
  const causes = decodeCounts(CAUSE_IDS, fields.causes);
  const isCount = (count: unknown): count is number => isWholeNumber(count, 0, MOST);
  if (!isCount(healthy) || !isCount(fault) || !isCount(unsettled) || !isCount(unreadable)) return undefined;
  if (stages === undefined || causes === undefined) return undefined;
  return { healthy, fault, unsettled, unreadable, stages, causes };
}

/** Counts by ids of the vocabulary; ids of a later version are left out. */
function decodeCounts<K extends string>(ids: readonly K[], value: unknown): Partial<Record<K, number>> | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const counts: Partial<Record<K, number>> = {};
  for (const id of ids) {
    const count = fields[id];
    if (isWholeNumber(count, 0, MOST)) counts[id] = count;
  }
  return counts;
}

const SAVE_EVERY_MS = 1_000;

/** Follows a list and keeps its checkpoint in a file: once a second, and when it ends. */
export class Progress {
  readonly #hash = createHash('sha256');
  /** Targets that were read and are not yet among the first `done`. */
  readonly #read = new Map<number, string>();
  readonly #ended: Set<number>;
  readonly #from: Checkpoint;
  readonly #file: string;
  #tally: Tally;
  #done = 0;
  #saved: Promise<void> = Promise.resolve();
  #nextSaveMs = 0;

  constructor(file: string, from: Checkpoint) {
    this.#file = file;
    this.#from = from;
    this.#ended = new Set(from.beyond);
    this.#tally = from.tally;
  }

  /** The `at`th target of the list (from 1) is this: whether it is to be checked, was checked before, or is another. */
  take(at: number, text: string): 'new' | 'known' | 'another' {
    if (at <= this.#from.done) {
      this.#hash.update(`${text}\n`);
      this.#done = at;
      return at === this.#from.done && this.#digest() !== this.#from.digest ? 'another' : 'known';
    }
    this.#read.set(at, text);
    if (!this.#ended.has(at)) return 'new';
    this.#advance();
    return 'known';
  }

  /** The target's line is out. */
  async finish(at: number, tally: Tally): Promise<void> {
    this.#ended.add(at);
    this.#tally = tally;
    this.#advance();
    if (performance.now() >= this.#nextSaveMs) await this.save();
  }

  save(): Promise<void> {
    // Before the list was read up to where the last run came, the old checkpoint knows more.
    if (this.#done < this.#from.done) return Promise.resolve();
    this.#nextSaveMs = performance.now() + SAVE_EVERY_MS;
    const checkpoint = { done: this.#done, beyond: [...this.#ended], digest: this.#digest(), tally: this.#tally };
    this.#saved = this.#saved.then(() => writeWhole(this.#file, encodeCheckpoint(checkpoint), 0o600));
    return this.#saved;
  }

  /** Nothing is left: the next run begins anew. */
  async remove(): Promise<void> {
    await this.#saved;
    await rm(this.#file, { force: true });
  }

  #advance(): void {
    for (let next = this.#done + 1; this.#ended.has(next) && this.#read.has(next); next++) {
      this.#hash.update(`${this.#read.get(next) ?? ''}\n`);
      this.#read.delete(next);
      this.#ended.delete(next);
      this.#done = next;
    }
  }

  #digest(): string {
    return this.#hash.copy().digest('hex');
  }
}
