import { shardOf } from '../../../machines/codes/code-shard.ts';
import { entryOf } from '../../../machines/codes/entry.ts';
import type { Knowledge, Model } from '../../../machines/knowledge.ts';
import type { DialogLanguage } from '../../../machines/vocabulary.ts';
import { loadAnswers } from '../lazy/load-answers.ts';
import { type KnowledgeSource, PARTS, type Part } from './knowledge-source.ts';

/**
 * What one widget knows so far, and the ways to more of it. INVARIANT: knowledge is replaced, never changed, so that what
 * was worked out for one object stays true of it.
 */
export class KnowledgeStore {
  readonly source: KnowledgeSource;
  readonly #changed: (knowledge: Knowledge) => void;
  readonly #lacking: Set<Part>;
  /** Languages whose dialogs are known, besides those of the knowledge that came. */
  readonly #worded = new Set<DialogLanguage>();
  #current: Knowledge;

  /** `changed` is called with each replacement of the knowledge, before the caller that asked for it goes on. */
  constructor(source: KnowledgeSource, changed: (knowledge: Knowledge) => void) {
    this.source = source;
    this.#changed = changed;
    this.#current = source.knowledge;
    this.#lacking = new Set(PARTS.filter(part => source.apart[part] !== undefined));
  }

  current(): Knowledge {
    return this.#current;
  }

  /** Whether any code can be looked up, and any dialog in these languages recognised. */
  hasWordings(languages: readonly DialogLanguage[] = ['en']): boolean {
    return !this.#lacking.has('codes') && this.#unworded(languages).length === 0;
  }

  /** Whether remedies and ways of finding out are here. */
  get hasInstructions(): boolean {
    return !this.#lacking.has('instructions');
  }

  /** Before a code is used that has its id: only the part of the catalogue that holds it, unless it is written otherwise there. */
  async withCode(id: string): Promise<Knowledge> {
    const { codes } = this.source.apart;
    if (codes === undefined || this.#isKnown(id)) return this.#current;
    const part = await this.source.request(codes.replace(/\.json$/, `/${shardOf(id)}.json`));
    if (Array.isArray(part) && !this.#isKnown(id)) this.#takeCodes([...this.#current.model.codes, ...part]);
    if (!this.#isKnown(id)) await this.withWordings();
    return this.#current;
  }

  /** Before a text is read that may hold dialogs in these languages. False where the catalogue cannot be had, for now. */
  async withWordings(languages: readonly DialogLanguage[] = ['en']): Promise<boolean> {
    const wanted = this.#unworded(languages);
    const files = wanted.map(language => this.source.request(`${this.source.apart.wordings}${language}.json`));
    const [codes, parts, ...worded] = await Promise.all([this.#request('codes'), loadAnswers(), ...files]);
    const isCatalogue = Array.isArray(codes);
    if (parts === undefined || (!isCatalogue && this.#lacking.has('codes'))) return false;
    const isNew = isCatalogue && this.#lacking.delete('codes');
    // A page's policy can forbid a file: then codes are known all the same, and dialogs by their titles.
    if (isNew || wanted.length > 0)
      this.#takeCodes(parts.withFiles(isNew ? codes : this.#current.model.codes, wanted, worded));
    for (const language of wanted) this.#worded.add(language);
    return true;
  }

  /** Before a remedy is shown. False where they cannot be had, for now. */
  async withInstructions(): Promise<boolean> {
    if (this.hasInstructions) return true;
    const [file, parts] = await Promise.all([this.#request('instructions'), loadAnswers()]);
    const instructions = parts?.parseInstructions(file);
    if (parts !== undefined && instructions !== undefined && this.#lacking.delete('instructions'))
      this.#replace({ ...this.#current, words: parts.withInstructions(this.#current.words, instructions) });
    return this.hasInstructions;
  }

  #unworded(languages: readonly DialogLanguage[]): readonly DialogLanguage[] {
    return this.source.apart.wordings === undefined ? [] : languages.filter(language => !this.#worded.has(language));
  }

  #request(part: Part): Promise<unknown> | undefined {
    const url = this.source.apart[part];
    return url === undefined || !this.#lacking.has(part) ? undefined : this.source.request(url);
  }

  #isKnown(id: string): boolean {
    return !this.#lacking.has('codes') || entryOf(this.#current.model.codes, id) !== undefined;
  }

  #takeCodes(codes: Model['codes']): void {
    this.#replace({ ...this.#current, model: { ...this.#current.model, codes } });
  }

  #replace(knowledge: Knowledge): void {
    this.#current = knowledge;
    this.#changed(knowledge);
  }
}
