import type { nothing, PropertyValues, TemplateResult } from 'lit';
import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import type { Start } from '../../../machines/diagnosis/start.ts';
import type { View } from '../../../machines/diagnosis/view.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { answersNow, loadAnswers } from '../lazy/load-answers.ts';
import { knowledgeFor } from '../options/audience.ts';
import { continues, openingOf } from '../options/opening.ts';
import { faultScreen, waitingScreen } from '../screens/fault.ts';
import { type Draft, EMPTY_DRAFT, type RenderContext, screenKey } from '../screens/render-context.ts';
import { rootOf } from '../screens/root.ts';
import { styles } from '../styles/index.ts';
import { afterFirst } from './after-first.ts';
import { CaseKeeper } from './case-keeper.ts';
import { type Beginning, loadBeginning } from './case-loading.ts';
import { CaseSession, type PreparedFlow, prepareFlow } from './case-session.ts';
import { ElementKnowledge } from './element-knowledge.ts';
import { EventQueue } from './event-queue.ts';
import { eventsOfStep, type ReconnectEvent, shownScreen } from './events.ts';
import { HeadingFocus } from './heading-focus.ts';
import { KnowledgeSources } from './knowledge-source.ts';
import { NearViewport } from './near-viewport.ts';
import { type Phase, savedIn } from './phase.ts';
import { RdpDiagnosisProperties, RESTART_PROPS, REWIRE_PROPS } from './properties.ts';
import { QuietCall } from './quiet-call.ts';
import type { RunningClock } from './running-clock.ts';
import { type CaseStore, localStore } from './store.ts';
import { HeightWatch } from './watch-height.ts';

/** After this it is said that something is still on its way. */
const SLOW_MS = 500;

/**
 * `<rdp-diagnosis>`: the one view of the flow, in the site, in other people's pages and in the popup. Attributes,
 * properties, events, parts and custom properties are listed in README.md beside this file.
 */
export class RdpDiagnosis extends RdpDiagnosisProperties {
  static override styles = styles;
  static override properties = {
    phase: { state: true },
    draft: { state: true },
    unkept: { state: true },
  };
  /** What every widget of the page shares. */
  static readonly #sources = new KnowledgeSources();

  declare private phase: Phase;
  /** Also changed by what reads an opened file. */
  declare draft: Draft;
  declare private unkept: RenderContext['unkept'];

  /** The start that is under way; a newer one, or leaving the page, ends it. */
  #starting: AbortController | undefined;
  /** What the page was told last: the view, and the screen by its name. */
  #told: View | undefined;
  #toldScreen = '';
  readonly #debounce = new QuietCall(this);
  readonly #events = new EventQueue({
    pass: event => this.#session?.send(event),
    canRead: text => this.#known.canRead(text),
    bringReader: text => this.#known.bringReader(text),
    lost: () => {
      const { knowledge } = this.#session ?? {};
      if (knowledge !== undefined) this.draft = { ...this.draft, missing: say(knowledge, 'reading.not-loaded') };
    },
  });
  readonly #known = new ElementKnowledge({
    changed: knowledge => {
      this.#session?.learn(knowledgeFor(this, knowledge));
      this.#showAgain();
    },
    redraw: () => {
      this.#showAgain();
      this.requestUpdate();
    },
    guard: running => this.#guard(running),
  });
  readonly #focus = new HeadingFocus();
  readonly #keeper = new CaseKeeper(unkept => (this.unkept = unkept));
  #clock: RunningClock | undefined;

  constructor() {
    super();
    this.draft = EMPTY_DRAFT;
    this.phase = { kind: 'away' };
    this.addController(this.#known);
    new HeightWatch(this, height => this.#emit({ type: 'reconnect-resize', detail: { height } }));
    new NearViewport(this, () => {
      this.phase = { kind: 'due', saved: savedIn(this.phase) };
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#starting?.abort();
    this.#end({ kind: 'away', saved: savedIn(this.phase) });
  }

  /** `moveBefore()` leaves everything as it is: then so do we. Without this the two callbacks above would run. */
  connectedMoveCallback(): void {}

  /** Lets the page act for the person: a popup that already has the host sends `target.submitted`. */
  send(event: DiagnosisEvent): void {
    const { phase } = this;
    if (phase.kind !== 'flow') return;
    this.#debounce.drop();
    if (!phase.isBegun) {
      this.phase = { ...phase, isBegun: true };
      this.#emit({ type: 'reconnect-start', detail: {} });
    }
    this.#events.add(event);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { phase } = this;
    if (phase.kind === 'due') this.#start(phase.saved);
    else if (phase.kind !== 'flow') return;
    else if (RESTART_PROPS.some(name => changed.has(name))) this.#start(undefined);
    else if (REWIRE_PROPS.some(name => changed.has(name))) this.#start(phase.session.saved());
  }

  protected override updated(): void {
    const { phase } = this;
    if (phase.kind === 'flow' && !this.#known.lacks(phase.view))
      this.#focus.follow(phase.view, this.renderRoot, phase.isBegun);
    const answers = answersNow();
    if (answers === undefined) return;
    answers.rebaseContentLinks(this.renderRoot, this.#known.base);
    answers.addCopyButtons(this.renderRoot, this.#session?.knowledge);
    this.#clock ??= new answers.RunningClock(this, elapsed => {
      if (elapsed !== this.draft.elapsed) this.draft = { ...this.draft, elapsed };
    });
    if (phase.kind === 'flow') this.#clock.follow(phase.view, phase.session.knowledge.language);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { phase } = this;
    if (phase.kind === 'failed') return faultScreen(phase.fault, () => this.#start(phase.saved));
    if (phase.kind !== 'flow') return waitingScreen(phase.kind === 'loading' && phase.isSlow);
    const { session, view } = phase;
    if (this.#known.lacks(view))
      return this.#known.isRefused
        ? faultScreen('failed', () => this.#known.bringAnswers())
        : waitingScreen(this.#known.isPainted);
    const after = afterFirst(session, this.renderRoot, this.draft.hidden, {
      tell: this.#emit,
      copied: copied => (this.draft = { ...this.draft, copied }),
      redraw: () => this.requestUpdate(),
      guard: running => this.#guard(running),
    });
    return rootOf(this.#renderContext(view, session.knowledge), session.knowledge, after);
  }

  #renderContext(view: View, knowledge: Knowledge): RenderContext {
    return {
      view,
      say: (key, values) => say(knowledge, key, values),
      send: event => this.send(event),
      draft: this.draft,
      change: draft => {
        this.draft = { ...this.draft, ...draft };
      },
      whenQuiet: run => this.#debounce.later(run),
      openFile: file => this.#guard(this.#openFile(file, knowledge)),
      canLook: this.check !== undefined,
      unkept: this.unkept,
      suggested: { text: this.initialText, setBy: this.setBy },
      embed: this,
      brief: this.brief,
    };
  }

  get #session(): CaseSession | undefined {
    return this.phase.kind === 'flow' ? this.phase.session : undefined;
  }

  /**
   * Starts the case anew: from where it was when it was moved, from the store, or from the attributes. A case at work
   * stays on the screen until the new one is here.
   */
  #start(saved: SavedCase | undefined): void {
    this.#starting?.abort();
    this.#starting = new AbortController();
    const { signal } = this.#starting;
    const knowledge = RdpDiagnosis.#sources.load(this, this.knowledge);
    // Made while the knowledge is on its way.
    const flow = prepareFlow();
    const storeOf = this.#known.storeOf.bind(this.#known);
    const kept = this.#kept();
    const beginning = loadBeginning({ tag: this, knowledge, storeOf, saved, kept, keeper: this.#keeper });
    if (!(beginning instanceof Promise)) {
      this.#begin(beginning, flow, saved);
      return;
    }
    if (this.phase.kind !== 'flow') this.phase = { kind: 'loading', saved, isSlow: false };
    setTimeout(() => {
      if (this.phase.kind === 'loading' && !signal.aborted) this.phase = { ...this.phase, isSlow: true };
    }, SLOW_MS);
    this.#guard(beginning.then(ready => signal.aborted || this.#begin(ready, flow, saved)));
  }

  #begin(from: Beginning, flow: PreparedFlow, saved: SavedCase | undefined): void {
    if (from.kind === 'fault') {
      this.#end({ kind: 'failed', fault: from.fault, saved });
      return;
    }
    this.#end({ kind: 'loading', isSlow: false });
    const { store, resume, lookUp } = from;
    this.#known.use(store);
    const knowledge = knowledgeFor(this, store.current());
    const opening = openingOf(this, knowledge, lookUp);
    const goesOn = resume !== undefined && (saved !== undefined || continues(resume.facts, opening));
    this.#focus.reset();
    // What is being typed outlives a move, and a check that comes after the page.
    if (saved === undefined) this.draft = EMPTY_DRAFT;
    const start: Start = goesOn ? { kind: 'saved', ...resume } : opening.start;
    const session = new CaseSession(
      { flow, knowledge, check: this.check, system: this.system },
      { probe: true, start },
      {
        moved: cause => this.#onSnapshot(cause),
        lost: () => this.#guard(Promise.reject()),
      },
    );
    this.phase = { kind: 'flow', session, view: session.view(), isBegun: goesOn };
    this.#onSnapshot(undefined);
    if (this.#known.isPainted || this.#known.lacks(session.view())) this.#known.bringAnswers();
    const text = saved === undefined ? this.initialText || (goesOn ? '' : opening.text) : this.draft.text;
    if (text !== '') {
      this.draft = { ...this.draft, text, submitted: true };
      this.#events.add({ type: 'text.pasted', text });
    }
  }

  /** INVARIANT: nothing that the widget waits for ends in silence: a fault of ours ends in the fault screen. */
  #guard(running: Promise<unknown>): void {
    running.catch(() => this.#end({ kind: 'failed', fault: 'lost' }));
  }

  /** Ends the case at work. */
  #end(next: Phase): void {
    this.#debounce.drop();
    this.#clock?.stop();
    this.#events.clear();
    this.#session?.stop();
    this.phase = next;
  }

  #kept(): CaseStore | undefined {
    return this.store ?? (this.remember === null ? undefined : localStore(this.remember));
  }

  /** The flow moved, by what the person did where there is a `cause`. */
  #onSnapshot(cause: DiagnosisEvent | undefined): void {
    const session = this.#session;
    if (session === undefined) return;
    const before = this.#told;
    const view = session.view();
    if (before !== undefined && screenKey(before) !== screenKey(view)) this.draft = EMPTY_DRAFT;
    // What could not be had before may be there now.
    if (this.#known.isRefused) this.#known.bringAnswers();
    this.#guard(this.#keeper.save(this.#kept(), session.saved()));
    this.#show(view, cause);
    if (view.screen === 'handed-over' && before?.screen !== 'handed-over')
      this.#guard(loadAnswers().then(answers => answers?.tellOfHandOver(this, session, this.#emit)));
  }

  /** The flow stands where it stood, and more can be said of it. */
  #showAgain(): void {
    if (this.#session !== undefined) this.#show(this.#session.view(), undefined);
  }

  #show(view: View, cause: DiagnosisEvent | undefined): void {
    if (this.phase.kind === 'flow') this.phase = { ...this.phase, view };
    const before = this.#told;
    this.#told = view;
    if (this.#known.canName(view) && this.#toldScreen !== screenKey(view)) {
      this.#toldScreen = screenKey(view);
      this.screenShown?.(shownScreen(view, cause));
    }
    for (const event of eventsOfStep(before, view, cause)) this.#emit(event);
  }

  async #openFile(file: File, knowledge: Knowledge): Promise<void> {
    const answers = await loadAnswers();
    if (answers === undefined) this.draft = { ...this.draft, missing: say(knowledge, 'describe.file-failed') };
    else await answers.openFile(file, this, knowledge, this.#session?.saved().target);
  }

  readonly #emit = ({ type, detail }: ReconnectEvent): void => {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  };
}
