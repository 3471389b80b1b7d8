import { LitElement, type PropertyDeclarations } from 'lit';
import type { CheckActor } from '../../../machines/diagnosis/diagnosis.machine.ts';
import type { System } from '../../../machines/diagnosis/systems.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import type { CaseStore } from './store.ts';

export interface ShownScreen {
  readonly heading: string;
  /** It was reached by going back. */
  readonly isBack: boolean;
  /** Nothing has been begun. */
  readonly isFresh: boolean;
}

/** A change of these begins another case; a change of those goes on with the same one. */
export const RESTART_PROPS = ['code', 'target', 'surface', 'cause', 'initialText'];
export const REWIRE_PROPS = ['knowledge', 'check', 'audience'];

/** What an author writes into the tag and what a page may set: README.md has the list, reconnect.d.ts the types. */
export abstract class RdpDiagnosisProperties extends LitElement {
  static override properties: PropertyDeclarations = {
    code: {},
    surface: {},
    cause: {},
    target: {},
    audience: {},
    support: {},
    handOver: { attribute: 'hand-over' },
    localStep: { attribute: 'local-step' },
    theme: { reflect: true },
    remember: {},
    knowledge: { attribute: false },
    check: { attribute: false },
    store: { attribute: false },
    initialText: { attribute: false },
    setBy: { attribute: false },
    screenShown: { attribute: false },
    brief: { attribute: false },
    system: { attribute: false },
  };

  declare code: string | null;
  declare surface: string | null;
  /** The cause that the page is about: the flow starts with its remedy. */
  declare cause: string | null;
  declare target: string | null;
  declare audience: string | null;
  declare support: string | null;
  declare handOver: string | null;
  declare localStep: string | null;
  declare theme: string | null;
  /** The key under which a case is kept. Without it nothing is remembered. */
  declare remember: string | null;
  declare knowledge: Knowledge | undefined;
  /** The actor that can probe a target; `{ target }` goes in, `CheckEvent`s come out. */
  declare check: CheckActor | undefined;
  declare store: CaseStore | undefined;
  declare initialText: string;
  /** Who set what stands in the tag, where that is not the page itself: `link`, `page` or an origin. */
  declare setBy: string;

  /** Told each screen that is drawn: our own page makes history and title of it. Headings may name the host. */
  declare screenShown: ((shown: ShownScreen) => void) | undefined;
  /** A verdict is shown in short first: for a popup. */
  declare brief: boolean;
  /** What the person said on another page that they sit at; without it their browser is asked. */
  declare system: System | undefined;

  constructor() {
    super();
    this.code = this.surface = this.cause = this.target = null;
    this.audience = this.support = this.handOver = this.localStep = null;
    this.theme = this.remember = null;
    this.initialText = this.setBy = '';
    this.brief = false;
  }
}
