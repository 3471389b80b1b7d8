/**
 * Types of `reconnect.js`, for pages and programs that embed `<rdp-diagnosis>`. They need nothing but the DOM. README.md
 * says what each name does.
 */

/** Who can act on a cause. */
export type Blame = 'client' | 'network' | 'host' | 'account' | 'gateway';

/** A fact of the case: an answer to a question, and who saw it. Ids are those of the guide and may grow. */
export interface ReconnectFinding {
  readonly question: string;
  readonly answer: string;
  readonly source: 'probe' | 'capture' | 'host' | 'transcript' | 'rdp-file' | 'person';
  readonly elapsedMs?: number;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** What is handed over. It names no host, user or address. */
export interface ReconnectReport {
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly target?: {
    readonly host: string;
    readonly port: number;
    readonly gateway?: { readonly host: string; readonly port: number };
    readonly user?: string;
  };
  readonly stages: readonly {
    readonly stage: string;
    readonly outcome: 'running' | 'passed' | 'failed' | 'unknown' | 'skipped';
    readonly elapsedMs?: number;
  }[];
  readonly findings: readonly ReconnectFinding[];
  readonly verdict: {
    readonly healthy: boolean;
    readonly settled: boolean;
    /** The likeliest first. */
    readonly causes: readonly { readonly cause: string; readonly probability: number }[];
  };
  /** Causes whose remedy was tried without success. */
  readonly tried: readonly string[];
  /** What stands in it as pseudonyms, or not at all. */
  readonly hidden: readonly ('hosts' | 'users' | 'addresses' | 'certificates')[];
  /** True where hosts, users and addresses are hidden. */
  readonly redacted: boolean;
}

/** The `detail` of each event. */
export interface ReconnectEvents {
  'reconnect-start': Record<never, never>;
  'reconnect-answer': { readonly question: string; readonly answer: string };
  'reconnect-verdict': { readonly cause: string; readonly blame: Blame; readonly settled: boolean };
  'reconnect-resolved': Record<never, never>;
  'reconnect-handover': { readonly report: ReconnectReport };
  'reconnect-resize': { readonly height: number };
}

/** What the frame posts to the page around it. */
export type ReconnectMessage = {
  [Type in keyof ReconnectEvents]: {
    readonly source: 'reconnect';
    readonly type: Type;
    readonly detail: ReconnectEvents[Type];
  };
}[keyof ReconnectEvents];

/** Where a case is kept between two visits. What `load` gives is never trusted. */
export interface ReconnectStore {
  load(): Promise<unknown>;
  /** A store that says nothing has kept it; one that rejects has not. */
  save(saved: object): Promise<'kept' | 'not-kept' | 'deleted'> | Promise<void> | void;
}

export interface RdpDiagnosisElement extends HTMLElement {
  code: string | null;
  surface: string | null;
  cause: string | null;
  target: string | null;
  audience: string | null;
  support: string | null;
  /** The attribute `hand-over`. */
  handOver: string | null;
  /** The attribute `local-step`. */
  localStep: string | null;
  theme: string | null;
  remember: string | null;
  /** The object in `knowledge.json`, in place of its address. */
  knowledge: object | undefined;
  store: ReconnectStore | undefined;
  initialText: string;
  /** Who set what a page or a link can set, where that is not the page that holds the element: `link`, `page` or an origin. */
  setBy: string;
  /** A verdict is shown in short first, with one thing to press: for a popup. */
  brief: boolean;
  system: 'windows' | 'mac' | 'linux' | 'ios' | 'android' | undefined;
  /** Told each screen that is drawn. A heading may name the host. */
  screenShown:
    | ((shown: { readonly heading: string; readonly isBack: boolean; readonly isFresh: boolean }) => void)
    | undefined;
}

export declare const RdpDiagnosis: { new (): RdpDiagnosisElement; readonly prototype: RdpDiagnosisElement };

declare global {
  interface HTMLElementTagNameMap {
    'rdp-diagnosis': RdpDiagnosisElement;
  }
  interface HTMLElementEventMap extends ReconnectEventMap {}
  interface DocumentEventMap extends ReconnectEventMap {}
}

type ReconnectEventMap = { [Type in keyof ReconnectEvents]: CustomEvent<ReconnectEvents[Type]> };
