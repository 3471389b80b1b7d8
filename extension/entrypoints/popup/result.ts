import { readCase } from '../../../machines/diagnosis/read-case.ts';
import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import { formatElapsed } from '../../../machines/elapsed.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { type Comparison, compare } from '../../../machines/report/compare.ts';
import { find } from '../../pages/find.ts';
import { caseStore } from '../../storage/case-store.ts';
import { loadChecks } from '../../storage/last-checks.ts';
import { type Recent, stateOf } from '../../storage/recents.ts';
import { loadPolicy, loadSettings } from '../../storage/stored-settings.ts';
import { loadWatches, startWatch, stopWatch } from '../../storage/watches.ts';

export interface ResultCalls {
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly knowledge: () => Promise<Knowledge>;
}

/** What is there only beside a result. */
const WITH_RESULT = ['base-flow', 'copy-report'];

/** The bar and the links around the flow: which host was checked, how long it took, and what can be done with it. */
export class ResultLine {
  readonly #calls: ResultCalls;
  #shown: Recent | undefined;

  constructor(calls: ResultCalls) {
    this.#calls = calls;
    find('compare', HTMLButtonElement).addEventListener('click', () => void this.#turnComparison());
    find('copy-report', HTMLButtonElement).addEventListener('click', () => void this.#copy());
    find('watch', HTMLButtonElement).addEventListener('click', () => void this.#turnWatch());
  }

  get shown(): Recent | undefined {
    return this.#shown;
  }

  async show(recent: Recent): Promise<void> {
    this.#shown = recent;
    const result = find('result', HTMLElement);
    find('result-target', HTMLElement).textContent = recent.target;
    find('result-time', HTMLElement).textContent = formatElapsed(recent.elapsedMs, document.documentElement.lang);
    find('result-sentence', HTMLElement).textContent = recent.sentence;
    result.dataset.state = stateOf(recent);
    result.hidden = false;
    for (const id of WITH_RESULT) find(id, HTMLElement).hidden = false;
    find('compare', HTMLElement).hidden = (await loadChecks(recent.target)).length < 2;
    await this.#showWatch();
  }

  hide(): void {
    this.#shown = undefined;
    for (const id of ['result', ...WITH_RESULT, 'told', 'compare', 'comparison']) find(id, HTMLElement).hidden = true;
    find('compare', HTMLElement).setAttribute('aria-expanded', 'false');
  }

  async #turnComparison(): Promise<void> {
    const place = find('comparison', HTMLElement);
    const [now, before] = await loadChecks(this.#shown?.target ?? '');
    place.hidden = !place.hidden || now === undefined || before === undefined;
    find('compare', HTMLElement).setAttribute('aria-expanded', String(!place.hidden));
    if (now !== undefined && before !== undefined) drawComparison(compare(await this.#calls.knowledge(), before, now));
  }

  /** The report of the whole case, as it is now: hidden or not, as the settings or the company say. */
  async #copy(): Promise<void> {
    const [settings, policy, knowledge] = [await loadSettings(), await loadPolicy(), await this.#calls.knowledge()];
    const facts = readCase(await caseStore.load())?.facts;
    if (facts === undefined) return;
    const { reportOf, reportText } = await import('../../../site/widget/lazy/report-text.ts');
    const hidden = policy.redact ?? settings.redact;
    const text = reportText(reportOf(facts, knowledge, hidden), knowledge);
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    this.#tell(copied ? (hidden ? 'popup.copied.hidden' : 'popup.copied.whole') : 'popup.copied.not');
  }

  async #turnWatch(): Promise<void> {
    const target = this.#shown?.target;
    if (target === undefined) return;
    const watched = (await loadWatches()).some(watch => watch.target === target);
    const { watch } = await loadSettings();
    await (watched ? stopWatch(target) : startWatch(target, watch));
    if (!watched) this.#tell('popup.watching', { minutes: watch.everyMinutes, hours: watch.hours });
    else find('told', HTMLElement).hidden = true;
    await this.#showWatch();
  }

  async #showWatch(): Promise<void> {
    const [watches, policy] = [await loadWatches(), await loadPolicy()];
    const button = find('watch', HTMLButtonElement);
    const recent = this.#shown;
    if (recent === undefined) return;
    const watched = watches.some(({ target, end }) => target === recent.target && end === undefined);
    button.textContent = this.#calls.say(watched ? 'popup.watch.stop' : 'popup.watch');
    button.title = this.#calls.say(watched ? 'popup.watch.stop' : 'popup.watch.more');
    button.ariaLabel = button.title;
    button.hidden = policy.off.includes('watch') || (stateOf(recent) === 'passed' && !watched);
  }

  #tell(key: string, values?: Readonly<Record<string, string | number>>): void {
    const told = find('told', HTMLElement);
    told.textContent = this.#calls.say(key, values);
    told.hidden = false;
  }
}

/** What changed, in a sentence, and under it a row for each change; what stayed as it was is not told. */
function drawComparison({ sentence, rows }: Comparison): void {
  find('comparison-sentence', HTMLElement).textContent = sentence;
  const changed = rows.filter(({ change }) => change !== 'same');
  find('comparison-table', HTMLTableElement).hidden = changed.length === 0;
  find('comparison-rows', HTMLElement).replaceChildren(
    ...changed.map(({ what, before, after, change }) => {
      const row = document.createElement('tr');
      row.dataset.change = change;
      row.append(
        ...[what, before, after].map(text => {
          const cell = document.createElement('td');
          cell.textContent = text;
          return cell;
        }),
      );
      return row;
    }),
  );
}

/** A case that is being worked on: worth going on with. */
export function isUnfinished(stored: unknown): boolean {
  const { screen }: Partial<SavedCase> = Object(stored);
  return typeof screen === 'string' && screen !== 'describing' && screen !== 'resolved';
}
