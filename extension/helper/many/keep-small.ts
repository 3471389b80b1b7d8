import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';

const FLAGS = [
  // Young objects of hundreds of hosts would have V8 grow a heap that it never gives back.
  '--semi-space-growth-factor=1',
  // By so much of what is in use the heap may grow before it is collected again.
  '--heap-growing-percent=10',
  // What the last compiler needs for its work stays with this process, and a list that waits gains no time by it.
  '--no-opt',
];

/**
 * Holds the memory of this process down for the rest of its life, however many hosts it will check. What outlives a few
 * collections is garbage as soon as its host is done. V8 looks for it at a limit, which is the machine's memory that
 * decides until the whole heap was collected once: so the next collection is of the whole.
 */
export function keepSmall(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
  setFlagsFromString('--gc-global');
  const collected = new PerformanceObserver(() => {
    collected.disconnect();
    setFlagsFromString('--no-gc-global');
  });
  collected.observe({ entryTypes: ['gc'] });
}
