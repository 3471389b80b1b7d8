import { find } from '../../pages/find.ts';
import { SETTINGS_LIMITS, type Settings, type WatchSettings } from '../../settings/settings.ts';
import { loadWatches, stopWatch } from '../../storage/watches.ts';
import type { OptionsParts } from './parts.ts';
import { drawRows } from './rows.ts';

/** From ten in the evening to seven, until the person says otherwise. */
const NIGHT = { from: 22 * 60, until: 7 * 60 };
const DAY = 24 * 60;

export function takeWatch({ change }: OptionsParts): void {
  const field = (id: string) => find(id, HTMLInputElement);
  for (const id of ['every', 'hours', 'quiet', 'quiet-from', 'quiet-until'])
    field(id).addEventListener('change', () => {
      const typed = read();
      void change(({ watch }) => ({ watch: typed(watch) }));
    });

  /** What stands in the fields now: until it is stored, they may be drawn anew. */
  function read(): (before: WatchSettings) => WatchSettings {
    const [every, hours] = [field('every').valueAsNumber, field('hours').valueAsNumber].map(Math.round);
    const [begin, end] = [minuteOf(field('quiet-from').value), minuteOf(field('quiet-until').value)];
    const isQuiet = field('quiet').checked;
    return before => {
      const night = before.quiet ?? NIGHT;
      const [from, until] = [begin ?? night.from, end ?? night.until];
      return {
        everyMinutes: within(every, SETTINGS_LIMITS.everyMinutes, before.everyMinutes),
        hours: within(hours, SETTINGS_LIMITS.hours, before.hours),
        ...(isQuiet && from !== until ? { quiet: { from, until } } : {}),
      };
    };
  }
}

export async function drawWatch({ watch }: Settings, { policy, say }: OptionsParts): Promise<void> {
  find('watch-section', HTMLElement).hidden = policy.off.includes('watch');
  find('every', HTMLInputElement).value = String(watch.everyMinutes);
  find('hours', HTMLInputElement).value = String(watch.hours);
  find('quiet', HTMLInputElement).checked = watch.quiet !== undefined;
  find('quiet-hours', HTMLElement).hidden = watch.quiet === undefined;
  const { from, until } = watch.quiet ?? NIGHT;
  find('quiet-from', HTMLInputElement).value = timeOf(from);
  find('quiet-until', HTMLInputElement).value = timeOf(until);
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
  drawRows(
    find('watches', HTMLElement),
    (await loadWatches()).map(({ target, startedAt, looks }) => ({
      text: target,
      note: say('options.watch.since', { time: time.format(startedAt), looks }),
      act: say('popup.watch.stop'),
      run: () => void stopWatch(target),
    })),
  );
}

function within(value = Number.NaN, [least, most]: readonly [number, number], otherwise: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return hours === undefined ? undefined : (Number(hours) * 60 + Number(minutes)) % DAY;
}

function timeOf(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
