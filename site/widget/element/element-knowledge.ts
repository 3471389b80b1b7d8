import type { Screen } from '../../../machines/diagnosis/context.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { canRead, loadReader } from '../lazy/lazy-modules.ts';
import type { KnowledgeSource } from './knowledge-source.ts';
import { KnowledgeStore } from './knowledge-store.ts';

/** Screens that show a remedy: none of them is drawn without it. */
const REMEDY_SCREENS: readonly Screen[] = ['concluded', 'mending'];

export interface KnowledgeCalls {
  /** More is known than before. */
  readonly changed: (knowledge: Knowledge) => void;
  /** Whether instructions could be had is another thing now. */
  readonly redraw: () => void;
}

/** The knowledge of the case that an element shows, and what of it is still on its way. */
export class ElementKnowledge {
  readonly #calls: KnowledgeCalls;
  #store: KnowledgeStore | undefined;
  #isRefused = false;

  constructor(calls: KnowledgeCalls) {
    this.#calls = calls;
  }

  /** Where links of our content lead. */
  get base(): string | undefined {
    return this.#store?.source.base;
  }

  /** Whether the instructions were asked for, and did not come. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** What came later for a source is not asked for again, wherever the element is moved. */
  storeOf(source: KnowledgeSource): KnowledgeStore {
    if (this.#store?.source === source) return this.#store;
    const store: KnowledgeStore = new KnowledgeStore(source, knowledge => {
      if (store === this.#store) this.#calls.changed(knowledge);
    });
    return store;
  }

  /** The store that the case at work goes by. */
  use(store: KnowledgeStore): void {
    this.#store = store;
    this.#isRefused = false;
  }

  lacksRemedy(screen: Screen): boolean {
    return REMEDY_SCREENS.includes(screen) && this.#store?.hasInstructions === false;
  }

  async bringInstructions(): Promise<void> {
    const store = this.#store;
    if (store === undefined || store.hasInstructions) return;
    this.#isRefused = false;
    this.#calls.redraw();
    const isHere = await store.withInstructions();
    if (store !== this.#store) return;
    this.#isRefused = !isHere;
    this.#calls.redraw();
  }

  canRead(): boolean {
    return this.#store !== undefined && canRead(this.#store);
  }

  async bringReader(): Promise<boolean> {
    return this.#store !== undefined && (await loadReader(this.#store)) !== undefined;
  }
}
