import { entryOf } from '../../../machines/codes/entry.ts';
import { DIALOG_LANGUAGES, type DialogLanguage, type Knowledge, type Model } from '../../../machines/knowledge.ts';
import { codesPartOf } from '../lazy/code-shard.ts';
import { loadAnswers } from '../lazy/load-answers.ts';
import { type KnowledgeSource, PARTS, type Part } from './knowledge-source.ts';

/** What is looked for in every text. */
const ENGLISH: readonly DialogLanguage[] = ['en'];

/**
 * What one widget knows so far, and the ways to more of it. INVARIANT: knowledge is replaced, never changed, so that what
 * was worked out for one object stays true of it.
 */
export class KnowledgeStore {
  readonly source: KnowledgeSource;
  readonly #changed: (knowledge: Knowledge) => void;
  readonly #lacking: Set<Part>;
  readonly #unworded: Set<DialogLanguage>;
  #current: Knowledge;

  /** `changed` is told of each knowledge that replaces another, before whoever asked for it goes on. */
  constructor(source: KnowledgeSource, changed: (knowledge: Knowledge) => void) {
    this.source = source;
    this.#changed = changed;
    this.#current = source.knowledge;
    this.#lacking = new Set(PARTS.filter(part => source.apart[part] !== undefined));
    this.#unworded = new Set(source.apart.wordings === undefined ? [] : DIALOG_LANGUAGES);
  }

  current(): Knowledge {
    return this.#current;
  }

  /** Whether any code can be looked up, and any dialog in these languages recognised. */
  hasWordings(languages: readonly DialogLanguage[] = ENGLISH): boolean {
    return !this.#lacking.has('codes') && !languages.some(language => this.#unworded.has(language));
  }

  /** Whether remedies and ways of finding out are here. */
  get hasInstructions(): boolean {
    return !this.#lacking.has('instructions');
  }

  /** Before a code is used that has its id: only the part of the catalogue that holds it, unless it is written otherwise there. */
  async withCode(id: string): Promise<Knowledge> {
    const { codes } = this.source.apart;
    if (codes === undefined || this.#isKnown(id)) return this.#current;
    const part = await this.source.request(codes.replace(/\.json$/, `/${codesPartOf(id)}.json`));
    if (Array.isArray(part) && !this.#isKnown(id)) this.#takeCodes([...this.#current.model.codes, ...part]);
    if (!this.#isKnown(id)) await this.withWordings();
    return this.#current;
  }

  /** Before a text is read that may hold dialogs in these languages. False where the catalogue cannot be had, for now. */
  async withWordings(languages: readonly DialogLanguage[] = ENGLISH): Promise<boolean> {
    if (this.hasWordings(languages)) return true;
    const folder = this.source.apart.wordings;
    const wanted = languages.filter(language => this.#unworded.has(language));
    const files = wanted.map(language => this.source.request(`${folder}${language}.json`));
    const [codes, parts, ...worded] = await Promise.all([this.#request('codes'), loadAnswers(), ...files]);
    let known: Model['codes'] = this.#current.model.codes;
    if (Array.isArray(codes) && this.#lacking.delete('codes')) known = codes;
    if (parts !== undefined && !this.#lacking.has('codes'))
      // A page's policy can forbid the file: then codes are known all the same, and dialogs by their titles.
      for (const [index, language] of wanted.entries())
        if (this.#unworded.delete(language))
          known = parts.withWordings(known, language, parts.parseWordings(worded[index]));
    if (known !== this.#current.model.codes) this.#takeCodes(known);
    return this.hasWordings(languages);
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
