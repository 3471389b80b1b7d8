import { metricsOf } from '../monitoring/metrics.ts';
import type { ExporterConfig } from './config.ts';
import { readTargetGroups } from './discovery.ts';
import type { OwnMetrics } from './own-metrics.ts';
import { type Prober, type Refusal, readProbeRequest } from './probing.ts';

/** An answer to one request. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What a request is asked by; nothing else of it is looked at. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly accept: string;
  readonly scrapeTimeout: string | undefined;
}

interface Parts {
  readonly config: ExporterConfig;
  readonly prober: Prober;
  readonly own: OwnMetrics;
  /** Called with an internal error: the client learns no more than that there was one. */
  readonly onFault: (error: unknown) => void;
}

const PLAIN = 'text/plain; charset=utf-8';
const REFUSED: Readonly<Record<Refusal, readonly [status: number, text: string]>> = {
  'bad-target': [400, 'target takes one host or host:port'],
  'bad-module': [400, 'module names one of the configuration'],
  'not-allowed': [403, 'the target is not on the allow-list of this exporter'],
  busy: [503, 'as many checks are under way as the configuration allows'],
};

/** Answers one request that was let in. Never rejects. */
export async function answerTo(asked: Asked, parts: Parts): Promise<Answer> {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return plain(405, 'GET or HEAD');
  const url = URL.canParse(asked.url, 'http://exporter') ? new URL(asked.url, 'http://exporter') : undefined;
  try {
    switch (url?.pathname) {
      case '/probe':
        return await probeAnswer(url.searchParams, asked, parts);
      case '/metrics':
        return { status: 200, contentType: parts.own.registry.contentType, text: await parts.own.registry.metrics() };
      case '/targets':
        return await targetsAnswer(parts.config);
      case '/-/healthy':
        return plain(200, 'healthy');
      case '/':
        return plain(200, 'reconnect exporter: /probe?target=HOST[:PORT]&module=NAME, /metrics, /targets, /-/healthy');
      default:
        return plain(404, 'not found');
    }
  } catch (error) {
    parts.own.count('our-fault');
    parts.onFault(error);
    return plain(500, 'a fault of this program');
  }
}

async function probeAnswer(parameters: URLSearchParams, asked: Asked, { config, prober, own }: Parts): Promise<Answer> {
  const request = readProbeRequest(parameters, asked.scrapeTimeout, config);
  const outcome =
    typeof request === 'string' ? { kind: 'refused' as const, refusal: request } : await prober.probe(request);
  if (outcome.kind === 'refused') {
    own.count(outcome.refusal);
    const [status, text] = REFUSED[outcome.refusal];
    return plain(status, text);
  }
  own.count(outcome.measurement.healthy ? 'healthy' : 'fault');
  const openMetrics = asked.accept.includes('application/openmetrics-text');
  return { status: 200, ...(await metricsOf([outcome.measurement], { openMetrics, named: false })) };
}

async function targetsAnswer({ hostsFile }: ExporterConfig): Promise<Answer> {
  const groups = hostsFile === undefined ? undefined : await readTargetGroups(hostsFile);
  if (groups === undefined) return plain(hostsFile === undefined ? 404 : 500, 'there is no hosts file to read');
  return { status: 200, contentType: 'application/json', text: JSON.stringify(groups) };
}

function plain(status: number, text: string): Answer {
  return { status, contentType: PLAIN, text: `${text}\n` };
}
