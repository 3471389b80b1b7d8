import type { nothing, PropertyValues, TemplateResult } from 'lit';
import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import type { Start } from '../../../machines/diagnosis/start.ts';
import type { View } from '../../../machines/diagnosis/view.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { answersNow, loadAnswers } from '../lazy/load-answers.ts';
import { knowledgeFor, parseEmbedOptions } from '../options/embed-options.ts';
import { continues, openingOf } from '../options/opening.ts';
import { type Fault, faultScreen, waitingScreen } from '../screens/fault.ts';
import { type Draft, EMPTY_DRAFT, type RenderContext, screenKey } from '../screens/render-context.ts';
import { rootOf } from '../screens/root.ts';
import { styles } from '../styles/index.ts';
import { afterFirst } from './after-first.ts';
import { afterFrame } from './after-frame.ts';
import { CaseKeeper } from './case-keeper.ts';
import { loadCase } from './case-loading.ts';
import { CaseSession, prepareFlow } from './case-session.ts';
import { ElementKnowledge } from './element-knowledge.ts';
import { EventQueue } from './event-queue.ts';
import { eventsOfStep, type ReconnectEvent, shownScreen } from './events.ts';
import { HeadingFocus } from './heading-focus.ts';
import { loadKnowledge } from './knowledge-source.ts';
import { RdpDiagnosisProperties, RESTART_PROPS, REWIRE_PROPS } from './properties.ts';
import { QuietCall } from './quiet-call.ts';
import { RunningClock } from './running-clock.ts';
import { type CaseStore, localStore } from './store.ts';
import { watchHeight } from './watch-height.ts';
import { whenNear } from './when-near.ts';

/** After this it is said that something is still on its way. */
const SLOW_MS = 500;

/**
 * `<rdp-diagnosis>`: the one view of the flow, in the site, in other people's pages and in the popup. Attributes,
 * properties, events, parts and custom properties are listed in README.md beside this file.
 */
export class RdpDiagnosis extends RdpDiagnosisProperties {
  static override styles = styles;
  static override properties = {
    view: { state: true },
    draft: { state: true },
    fault: { state: true },
    firstFramePainted: { state: true },
    slow: { state: true },
    unkept: { state: true },
  };

  declare private view: View | undefined;
  /** Also changed by what reads an opened file. */
  declare draft: Draft;
  declare private fault: Fault | undefined;
  declare private firstFramePainted: boolean;
  declare private slow: boolean;
  declare private unkept: RenderContext['unkept'];

  #session: CaseSession | undefined;
  #saved: SavedCase | undefined;
  /** Whether the next update starts the case. */
  #startPending = false;
  #starts = 0;
  #begun = false;
  readonly #debounce = new QuietCall();
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
    changed: knowledge => this.#learn(knowledge),
    redraw: () => this.requestUpdate(),
  });
  readonly #focus = new HeadingFocus();
  readonly #keeper = new CaseKeeper(unkept => (this.unkept = unkept));
  readonly #clock = new RunningClock(elapsed => {
    if (elapsed !== this.draft.elapsed) this.draft = { ...this.draft, elapsed };
  });
  #near: IntersectionObserver | undefined;
  #size: ResizeObserver | undefined;

  constructor() {
    super();
    this.draft = EMPTY_DRAFT;
    this.firstFramePainted = this.slow = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size = watchHeight(this, height => this.#emit({ type: 'reconnect-resize', detail: { height } }));
    if (this.#saved !== undefined) this.#startNow();
    else this.#near = whenNear(this, () => this.#startNow());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near?.disconnect();
    this.#size?.disconnect();
    this.#saved = this.#session?.saved() ?? this.#saved;
    this.#stop();
  }

  /** `moveBefore()` leaves everything as it is: then so do we. Without this the two callbacks above would run. */
  connectedMoveCallback(): void {}

  /** Lets the page act for the person: a popup that already has the host sends `target.submitted`. */
  send(event: DiagnosisEvent): void {
    if (this.#session === undefined) return;
    this.#debounce.drop();
    if (!this.#begun) {
      this.#begun = true;
      this.#emit({ type: 'reconnect-start', detail: {} });
    }
    this.#events.add(event);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const renewed = RESTART_PROPS.some(name => changed.has(name));
    const equipped = REWIRE_PROPS.some(name => changed.has(name));
    if ((renewed || equipped) && this.#session !== undefined) {
      this.#saved = renewed ? undefined : this.#session.saved();
      this.#startPending = true;
    }
    if (!this.#startPending) return;
    this.#startPending = false;
    this.#guard(this.#start());
  }

  protected override updated(): void {
    if (this.view !== undefined && this.fault === undefined && !this.#known.lacks(this.view))
      this.#focus.follow(this.view, this.renderRoot, this.#begun);
    if (this.view !== undefined && !this.firstFramePainted) afterFrame(() => this.#stand());
    const answers = answersNow();
    answers?.rebaseContentLinks(this.renderRoot, this.#known.base);
    answers?.addCopyButtons(this.renderRoot, this.#session?.knowledge);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, fault } = this;
    if (fault !== undefined) return faultScreen(fault, () => this.#guard(this.#start()));
    const session = this.#session;
    if (view === undefined || session === undefined) return waitingScreen(this.slow);
    if (this.#known.lacks(view))
      return this.#known.isRefused ? faultScreen('failed', this.#bringAnswers) : waitingScreen(this.firstFramePainted);
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
      embed: parseEmbedOptions(this),
      brief: this.brief,
    };
  }

  /** With the next update, which comes before anything is painted: what the page sets until then counts. */
  #startNow(): void {
    this.#startPending = true;
    this.requestUpdate();
  }

  /**
   * Starts the case anew: from where it was when it was moved, from the store, or from the attributes. Waits only for
   * what is not here, so that a widget with its knowledge in the page draws its first question first.
   */
  async #start(): Promise<void> {
    const turn = ++this.#starts;
    const coming = loadKnowledge(this, this.knowledge);
    if (coming instanceof Promise) setTimeout(() => (this.slow = this.view === undefined), SLOW_MS);
    const flow = prepareFlow();
    const loaded = coming instanceof Promise ? await coming : coming;
    const moved = this.#saved;
    const kept = moved === undefined ? this.#kept() : undefined;
    const stored = moved ?? (kept && (await this.#keeper.load(kept)));
    const store = loaded.kind === 'knowledge' ? this.#known.storeOf(loaded.source) : undefined;
    const loading = store === undefined ? {} : loadCase(this, store, stored);
    const { resume, lookUp } = loading instanceof Promise ? await loading : loading;
    if (turn !== this.#starts || !this.isConnected) return;
    this.#stop();
    // Better no case for now than a fresh one written over the kept one.
    this.fault = loaded.kind === 'fault' ? loaded.fault : resume === 'failed' ? 'failed' : undefined;
    if (store === undefined || resume === 'failed') return;
    this.#saved = undefined;
    this.#known.use(store);
    const knowledge = knowledgeFor(parseEmbedOptions(this), store.current());
    const opening = openingOf(this, knowledge, lookUp);
    const goesOn = resume !== undefined && (moved !== undefined || continues(resume.facts, opening));
    this.#begun = goesOn;
    this.#focus.reset();
    // What is being typed outlives a move, and a check that comes after the page.
    if (moved === undefined) this.draft = EMPTY_DRAFT;
    const start: Start = goesOn ? { kind: 'saved', ...resume } : opening.start;
    this.#session = new CaseSession(
      { flow, knowledge, check: this.check },
      { probe: true, start },
      {
        moved: (view, cause) => this.#onSnapshot(view, cause),
        lost: () => this.#guard(Promise.reject()),
      },
    );
    this.#onSnapshot(this.#session.view(), undefined);
    if (this.firstFramePainted || this.#known.lacks(this.#session.view())) this.#bringAnswers();
    const text = moved === undefined ? this.initialText || (goesOn ? '' : opening.text) : this.draft.text;
    if (text !== '') {
      this.draft = { ...this.draft, text, submitted: true };
      this.#events.add({ type: 'text.pasted', text });
    }
  }

  #learn(knowledge: Knowledge): void {
    if (this.#session === undefined) return;
    this.#session.learn(knowledgeFor(parseEmbedOptions(this), knowledge));
    this.view = this.#session.view();
  }

  /** The first frame is on the display: what it could do without is drawn, and fetched. */
  #stand(): void {
    this.firstFramePainted = true;
    this.#bringAnswers();
  }

  readonly #bringAnswers = (): void => this.#guard(this.#known.bringAnswers());

  /** INVARIANT: nothing that the widget waits for ends in silence: a fault of ours ends in the fault screen. */
  #guard(running: Promise<unknown>): void {
    running.catch(() => {
      this.#stop();
      this.fault = 'lost';
    });
  }

  #stop(): void {
    this.#debounce.drop();
    this.#clock.stop();
    this.#events.clear();
    this.#session?.stop();
    this.#session = undefined;
  }

  #kept(): CaseStore | undefined {
    return this.store ?? (this.remember === null ? undefined : localStore(this.remember));
  }

  #onSnapshot(view: View, cause: DiagnosisEvent | undefined): void {
    const session = this.#session;
    if (session === undefined) return;
    const before = this.view;
    this.view = view;
    if (before === undefined || screenKey(before) !== screenKey(view)) {
      if (before !== undefined) this.draft = EMPTY_DRAFT;
      this.screenShown?.(shownScreen(view, cause));
    }
    // What could not be had before may be there now.
    if (this.#known.isRefused) this.#bringAnswers();
    this.#clock.follow(view, this.#session?.knowledge.language ?? '');
    this.#guard(this.#keeper.save(this.#kept(), session.saved()));
    for (const event of eventsOfStep(before, view, cause)) this.#emit(event);
    // Where the page takes reports, the person gives it theirs with a button.
    const arrived = view.screen === 'handed-over' && before?.screen !== 'handed-over';
    if (arrived && parseEmbedOptions(this).handOver.kind !== 'event')
      this.#guard(loadAnswers().then(answers => answers?.tellReport(session, this.#emit)));
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
