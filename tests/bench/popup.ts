import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { HELPER, openExtended, store } from '../e2e/chromium.ts';
import { addressIn } from '../e2e/practice-hosts.ts';

/**
 * From opening the popup to its first paint, and from pressing "Check" to the verdict on a healthy host on loopback,
 * beside the bare command. `node tests/bench/popup.ts [RUNS]`; needs `npm run build`.
 */
const runs = Number(process.argv[2] ?? 10);
const practice = await startPracticeHosts({ only: ['healthy-nla'] });
const target = addressIn(practice, 'healthy-nla');
const browser = await openExtended({ helper: true });
const paints: number[] = [];
const usable: number[] = [];
const verdicts: number[] = [];
const whole: number[] = [];
const first: [name: string, ms: number][] = [];
// The first one reads everything from disk for the first time; it is told apart.
for (let run = 0; run <= runs; run++) {
  // An unfinished case would be gone on with.
  await store(browser, 'session', { case: {} });
  const popup = await browser.openPopup();
  await popup.locator('#check:enabled').waitFor();
  const paint = await popup.evaluate(
    () =>
      new Promise<number>(resolve =>
        new PerformanceObserver(list => {
          const first = list.getEntriesByName('first-contentful-paint')[0];
          if (first !== undefined) resolve(first.startTime);
        }).observe({ type: 'paint', buffered: true }),
      ),
  );
  const times = await popup.evaluate(
    text =>
      new Promise<{ met: number; pressed: number; told: number }>(resolve => {
        const word = document.querySelector<HTMLButtonElement>('#helper-word');
        let met = word?.disabled ? performance.now() : 0;
        new MutationObserver(() => {
          met ||= word?.disabled ? performance.now() : 0;
        }).observe(document.body, { attributes: true, subtree: true });
        const said = document.querySelector('textarea');
        const result = document.querySelector<HTMLElement>('#result');
        if (said === null || result === null) throw new Error('this is not the popup');
        new MutationObserver(() => {
          if (result.dataset.state === 'passed' && !result.hidden) resolve({ met, pressed, told: performance.now() });
        }).observe(result, { attributes: true });
        said.value = text;
        const pressed = performance.now();
        document.querySelector<HTMLElement>('#target button')?.click();
      }),
    target,
  );
  await popup.close();
  if (run === 0) {
    first.push(
      ['paint', paint],
      ['helper met', times.met],
      ['"Check" pressed', times.pressed],
      ['healthy verdict', times.told],
    );
    continue;
  }
  paints.push(paint);
  usable.push(times.pressed);
  verdicts.push(times.told - times.pressed);
  whole.push(times.told);
}
await browser.close();
const bare: number[] = [];
for (let run = 0; run < runs; run++) {
  const started = performance.now();
  // The practice host lives in this process, so it must not stand still meanwhile.
  await promisify(execFile)(process.execPath, [HELPER, 'check', target, '--json']);
  bare.push(performance.now() - started);
}
await practice.close();

console.log(`${runs} runs each, ms: median (least–most)`);
for (const [name, times] of [
  ['popup: opened to first paint', paints],
  ['popup: opened to "Check" pressed', usable],
  ['popup: pressed to healthy verdict', verdicts],
  ['popup: opened to healthy verdict', whole],
  ['reconnect check, whole process', bare],
] as const)
  console.log(`  ${name.padEnd(36)} ${spread(times)}`);

console.log('first popup of a browser that has just started, ms from opening');
for (const [name, ms] of first) console.log(`  ${name.padEnd(36)} ${ms.toFixed(0)}`);

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const whole = (at: number) => (sorted[at] ?? Number.NaN).toFixed(0);
  return `${whole(Math.floor(sorted.length / 2))} (${whole(0)}–${whole(sorted.length - 1)})`;
}
