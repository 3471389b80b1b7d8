import {
  DEFAULT_PORT,
  formatTarget,
  isRejection,
  parseEndpoint,
  type Target,
} from '../../../machines/target/target.ts';
import type { Measurement } from '../monitoring/measurement.ts';
import type { ExporterConfig, Module } from './config.ts';

/** What a scrape asked for. */
export interface ProbeRequest {
  readonly target: Target;
  readonly module: Module;
  readonly timeoutMs: number;
}

/** Why a scrape got no check; bounded values, for a label. */
export type Refusal = 'bad-target' | 'bad-module' | 'not-allowed' | 'busy';

export type ProbeOutcome =
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Runs one check, to be told which addresses it may connect to. */
export type Measure = (request: ProbeRequest, mayDial: (address: string) => boolean) => Promise<Measurement>;

/** Left of a scrape's time, so that the answer still arrives. */
const ANSWER_MS = 500;
const SHORTEST_MS = 1_000;

/** A scrape's parameters and its own deadline, to a request within the configuration. */
export function readProbeRequest(
  parameters: URLSearchParams,
  scrapeTimeout: string | undefined,
  config: Pick<ExporterConfig, 'modules' | 'ports' | 'allowed'>,
): ProbeRequest | Refusal {
  const [text, ...more] = parameters.getAll('target');
  const endpoint = text === undefined || more.length > 0 ? undefined : parseEndpoint(text.trim(), DEFAULT_PORT);
  if (endpoint === undefined || isRejection(endpoint)) return 'bad-target';
  const [name = 'rdp', ...others] = parameters.getAll('module');
  const module = others.length > 0 ? undefined : config.modules.get(name);
  if (module === undefined) return 'bad-module';
  if (!config.ports.includes(endpoint.port) || !config.allowed.mayAsk(endpoint.host)) return 'not-allowed';
  const seconds = Number(scrapeTimeout);
  const givenMs = seconds > 0 ? Math.max(SHORTEST_MS, seconds * 1000 - ANSWER_MS) : Number.POSITIVE_INFINITY;
  return { target: endpoint, module, timeoutMs: Math.min(module.timeoutMs, givenMs) };
}

/**
 * Checks hosts for whoever scrapes, at most so many at once. Two who ask for the same host at the same time and leave the
 * same time for it, as a pair of Prometheus servers does, share one check.
 */
export class Prober {
  readonly #running = new Map<string, Promise<ProbeOutcome>>();
  readonly #config: Pick<ExporterConfig, 'allowed' | 'probesAtOnce'>;
  readonly #measure: Measure;

  constructor(config: Pick<ExporterConfig, 'allowed' | 'probesAtOnce'>, measure: Measure) {
    this.#config = config;
    this.#measure = measure;
  }

  get running(): number {
    return this.#running.size;
  }

  async probe(request: ProbeRequest): Promise<ProbeOutcome> {
    const key = `${formatTarget(request.target)} ${request.module.deep} ${request.timeoutMs}`;
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    if (this.running >= this.#config.probesAtOnce) return { kind: 'refused', refusal: 'busy' };
    const started = this.#run(request).finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }

  /** The name is resolved once, by the check itself, and each address is judged where it would be connected to. */
  async #run(request: ProbeRequest): Promise<ProbeOutcome> {
    const isAllowed = this.#config.allowed.mayDial(request.target.host);
    const judged = { allowed: false, refused: false };
    const measurement = await this.#measure(request, address => {
      const allowed = isAllowed(address);
      judged[allowed ? 'allowed' : 'refused'] = true;
      return allowed;
    });
    if (judged.refused && !judged.allowed) return { kind: 'refused', refusal: 'not-allowed' };
    return { kind: 'measured', measurement };
  }
}
