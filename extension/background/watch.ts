import browser from 'webextension-polyfill';
import { say } from '../../machines/diagnosis/words.ts';
import { formatTarget, isRejection } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { type Checked, checkToEnd } from '../helper-client/check-actor.ts';
import type { Helper } from '../helper-client/helper.ts';
import { putHandoffText } from '../storage/handoff-text.ts';
import { stateOf } from '../storage/recents.ts';
import { remember } from '../storage/remember.ts';
import { loadPolicy, loadSettings } from '../storage/stored-settings.ts';
import { changeWatches, loadWatches, WATCH_ALARM } from '../storage/watches.ts';
import { afterLook, isDue, type Look, nextAlarm, quietFor, type Watch } from '../storage/watching.ts';
import { knowledge } from './knowledge.ts';
import { showCase } from './show-case.ts';

const NOTE = 'watch:';

/** Looks at watched hosts when their time has come, and notifies when one is back. All its state is stored. */
export function watchHosts(helper: () => Helper): void {
  let looking = false;
  const run = async () => {
    // Each round sets the next alarm, so that one which comes in the middle of a round may pass.
    if (looking) return;
    looking = true;
    await lookAround(helper).finally(() => {
      looking = false;
    });
  };
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === WATCH_ALARM) void run();
  });
  // Firefox keeps no alarms over a restart.
  browser.runtime.onStartup.addListener(() => void run());
  // An alarm that a clock set for next year does not come today: whatever wakes the background looks as well.
  void loadWatches().then(watches => {
    if (watches.some(watch => isDue(watch, Date.now()))) void run();
  });
  browser.notifications.onClicked.addListener(id => {
    if (!id.startsWith(NOTE)) return;
    void browser.notifications.clear(id);
    void putHandoffText(id.slice(NOTE.length)).then(showCase);
  });
}

async function lookAround(helper: () => Helper): Promise<void> {
  const [settings, policy] = [await loadSettings(), await loadPolicy()];
  if (policy.off.includes('watch')) return void (await changeWatches(() => []));
  const due = (await loadWatches()).filter(watch => isDue(watch, Date.now()));
  if (due.length > 0) {
    const opened = helper();
    for (const watch of due) {
      const look = await lookAt(watch, opened);
      const looked = afterLook(watch, look, Date.now(), settings.watch);
      // Stopped by the person in the meantime: then it stays stopped.
      await changeWatches(all => all.map(known => (known.target === looked.target ? looked : known)));
    }
    opened.close();
  }
  await tell(quietFor(settings.watch, minuteOfDay()));
}

async function lookAt({ target: text }: Watch, helper: Helper): Promise<Look> {
  const target = parseTarget(text);
  if (isRejection(target)) return 'unavailable';
  const checked: Checked | undefined = await checkToEnd(helper, target);
  if (checked === undefined) return 'unavailable';
  const recent = await remember(checked, await knowledge());
  return recent !== undefined && stateOf(recent) === 'passed' ? 'back' : 'away';
}

/** Notifies of what has ended, unless it is quiet, and sets the next alarm. */
async function tell(quietMs: number): Promise<void> {
  const watches = await loadWatches();
  const over = watches.filter(({ end }) => end !== undefined);
  if (quietMs === 0) for (const watch of over) await notify(watch);
  const isToldNow = (watch: Watch) =>
    quietMs === 0 && over.some(({ target, end }) => target === watch.target && end?.at === watch.end?.at);
  const left = await changeWatches(all => all.filter(watch => watch.end === undefined || !isToldNow(watch)));
  const next = nextAlarm(left, Date.now(), quietMs);
  if (next !== undefined) browser.alarms.create(WATCH_ALARM, { when: next });
}

async function notify({ target, end, startedAt }: Watch): Promise<void> {
  const words = await knowledge();
  const time = new Intl.DateTimeFormat(words.language, { hour: '2-digit', minute: '2-digit' });
  const host = parseTarget(target);
  await browser.notifications.create(`${NOTE}${target}`, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: say(words, `watch.${end?.why}.title`, { target: isRejection(host) ? target : formatTarget(host) }),
    message: say(words, `watch.${end?.why}.text`, {
      time: time.format(end?.at ?? Date.now()),
      started: time.format(startedAt),
    }),
  });
}

function minuteOfDay(): number {
  const now = new Date();
  return now.getHours() * 60 + now.getMinutes();
}
