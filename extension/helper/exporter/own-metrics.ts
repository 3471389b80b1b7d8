import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { PROGRAM_VERSION } from '../version.ts';

/** The metrics of the exporter itself on `/metrics`. */
export interface OwnMetrics {
  readonly registry: Registry;
  readonly count: (result: string) => void;
}

/** `running` is asked at each scrape: how many checks are under way. */
export function ownMetrics(running: () => number): OwnMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const probes = new Counter({
    name: 'reconnect_exporter_probes_total',
    help: 'Probes by what they came to: healthy, fault, or why there was none.',
    labelNames: ['result'],
    registers,
  });
  new Gauge({
    name: 'reconnect_exporter_probes_running',
    help: 'Checks that are under way.',
    registers,
    collect() {
      this.set(running());
    },
  });
  new Gauge({
    name: 'reconnect_exporter_build_info',
    help: 'The version of this program.',
    labelNames: ['version'],
    registers,
  }).set({ version: PROGRAM_VERSION }, 1);
  return { registry, count: result => probes.inc({ result }) };
}
