import type { ReactiveController } from 'lit';
import type { Screen } from '../../../machines/diagnosis/context.ts';
import type { View } from '../../../machines/diagnosis/view.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { UNFOLDED } from '../../../machines/unfolded.ts';
import { canRead, loadReaderFor } from '../lazy/lazy-modules.ts';
import { answersNow, loadAnswers } from '../lazy/load-answers.ts';
import { afterFrame } from './after-frame.ts';
import type { KnowledgeSource } from './knowledge-source.ts';
import { KnowledgeStore } from './knowledge-store.ts';

/** Screens that are here from the start. The others come after the first frame. */
const FIRST_SCREENS: readonly Screen[] = ['describing', 'asking'];
/** Screens that show a remedy: none of them is drawn without it. */
const REMEDY_SCREENS: readonly Screen[] = ['concluded', 'mending'];

export interface KnowledgeCalls {
  /** More is known than before. */
  readonly changed: (knowledge: Knowledge) => void;
  /** Whether a screen can be drawn is another thing now. */
  readonly redraw: () => void;
  /** Watches over what runs on. */
  readonly guard: (running: Promise<unknown>) => void;
}

/** The screens after the first question: whether they are here, and how they come. */
export interface LaterScreens {
  readonly areHere: () => boolean;
  /** False where they cannot be had, for now. */
  readonly load: () => Promise<boolean>;
}

const ofThePage: LaterScreens = {
  areHere: () => answersNow() !== undefined,
  load: async () => (await loadAnswers()) !== undefined,
};

/** The knowledge of the case that an element shows, and what of it is still on its way. */
export class ElementKnowledge implements ReactiveController {
  readonly #calls: KnowledgeCalls;
  readonly #screens: LaterScreens;
  #store: KnowledgeStore | undefined;
  #isRefused = false;
  #isPainted = false;

  constructor(calls: KnowledgeCalls, screens: LaterScreens = ofThePage) {
    this.#calls = calls;
    this.#screens = screens;
  }

  /** The first frame of a case is on the display: what it could do without is drawn, and fetched. */
  hostUpdated(): void {
    if (this.#isPainted || this.#store === undefined) return;
    afterFrame(() => {
      this.#isPainted = true;
      this.bringAnswers();
    });
  }

  /** Whether a first frame has been drawn: whoever waits from now on is told so. */
  get isPainted(): boolean {
    return this.#isPainted;
  }

  /** Where links of our content lead. */
  get base(): string | undefined {
    return this.#store?.source.base;
  }

  /** Whether what comes after the first frame was asked for, and did not come. */
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

  /** Whether something that a screen is drawn from is not here yet. */
  lacks(view: View): boolean {
    // A line that a check drew is more than the first one, and must not change its look.
    if (!this.canName(view) || (view.path.checked && !this.#screens.areHere())) return true;
    return REMEDY_SCREENS.includes(view.screen) && this.#store?.hasInstructions === false;
  }

  /** Whether all that a view says is in it: of a later screen the first view has the name alone. */
  canName({ screen, question }: View): boolean {
    return this.#screens.areHere() || (FIRST_SCREENS.includes(screen) && question?.id !== UNFOLDED);
  }

  /** Brings what the first frame did without: the screens that follow it, and the instructions that they show. */
  bringAnswers(): void {
    this.#calls.guard(this.#bringAnswers());
  }

  async #bringAnswers(): Promise<void> {
    const store = this.#store;
    if (store === undefined || (store.hasInstructions && this.#screens.areHere())) return;
    this.#isRefused = false;
    this.#calls.redraw();
    const [areHere, isInstructed] = await Promise.all([this.#screens.load(), store.withInstructions()]);
    if (store !== this.#store) return;
    this.#isRefused = !areHere || !isInstructed;
    this.#calls.redraw();
  }

  canRead(text: string): boolean {
    return this.#store !== undefined && canRead(this.#store, text);
  }

  async bringReader(text: string): Promise<boolean> {
    return this.#store !== undefined && (await loadReaderFor(this.#store, text));
  }
}
