import { find } from '../../pages/find.ts';
import { SETTINGS_LIMITS } from '../../settings/settings.ts';
import { type KnownHost, knownHosts } from '../../storage/known-hosts.ts';
import { forget } from '../../storage/remember.ts';
import { changeSettings } from '../../storage/stored-settings.ts';
import { drawHosts } from './host-list.ts';

export interface HostFieldCalls {
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly take: (text: string) => void;
}

/**
 * The field, and under it the hosts that are known. The list is the completion: what is typed leaves the hosts that
 * contain it, the arrow keys go there, and Tab takes the first.
 */
export class HostField {
  readonly #said = find('said', HTMLTextAreaElement);
  readonly #list = find('recents', HTMLUListElement);
  readonly #calls: HostFieldCalls;
  #hosts: readonly KnownHost[] = [];

  constructor(calls: HostFieldCalls) {
    this.#calls = calls;
    find('target', HTMLFormElement).addEventListener('submit', event => {
      event.preventDefault();
      calls.take(this.#said.value);
    });
    // Until here nobody would have listened, and the browser would have sent the form itself.
    find('check', HTMLButtonElement).disabled = false;
    this.#said.addEventListener('input', () => this.#draw());
    this.#said.addEventListener('keydown', event => this.#onKey(event));
    this.#list.addEventListener('keydown', event => this.#onListKey(event));
    find('forget', HTMLButtonElement).addEventListener('click', () => void forget().then(() => this.#load()));
  }

  focus(): void {
    this.#said.focus();
  }

  get isEmpty(): boolean {
    return this.#said.value.trim() === '';
  }

  clear(): void {
    this.#said.value = '';
  }

  async open(): Promise<void> {
    this.focus();
    await this.#load();
  }

  async #load(): Promise<void> {
    this.#hosts = await knownHosts();
    this.#draw();
  }

  /** The hosts that contain what is typed; those that begin with it come first. */
  #fitting(): readonly KnownHost[] {
    const typed = this.#said.value.trim().toLowerCase();
    const fitting = this.#hosts.filter(({ target }) => target.includes(typed));
    return fitting.toSorted((a, b) => Number(b.target.startsWith(typed)) - Number(a.target.startsWith(typed)));
  }

  #draw(): void {
    const { say, take } = this.#calls;
    const fitting = this.#fitting();
    find('recent', HTMLElement).hidden = fitting.length === 0;
    find('forget', HTMLElement).hidden = !this.#hosts.some(({ recent }) => recent !== undefined);
    drawHosts(this.#list, fitting, Date.now(), {
      say,
      check: take,
      pin: (target, pinned) => void this.#pin(target, pinned),
    });
    find('found', HTMLElement).textContent = this.isEmpty ? '' : say('popup.found', { count: fitting.length });
  }

  async #pin(target: string, pinned: boolean): Promise<void> {
    await changeSettings(({ pinned: before }) => {
      const others = before.filter(known => known !== target);
      return { pinned: pinned ? [target, ...others].slice(0, SETTINGS_LIMITS.pinned) : others };
    });
    await this.#load();
    this.#list.querySelector<HTMLElement>(`[data-target="${CSS.escape(target)}"] .pin`)?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isWhole = !this.#said.value.includes('\n');
    const first = this.#fitting()[0];
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#calls.take(this.#said.value);
    } else if (event.key === 'ArrowDown' && isWhole) {
      event.preventDefault();
      this.#list.querySelector<HTMLElement>('.host')?.focus();
    } else if (event.key === 'Tab' && !event.shiftKey && this.#completes(first)) {
      event.preventDefault();
      this.#said.value = first?.target ?? '';
      this.#draw();
    }
  }

  /** Tab completes only what was begun; otherwise it goes on, as everywhere. */
  #completes(first: KnownHost | undefined): boolean {
    const typed = this.#said.value.trim().toLowerCase();
    return typed !== '' && first !== undefined && first.target !== typed && first.target.startsWith(typed);
  }

  #onListKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const buttons = [...this.#list.querySelectorAll<HTMLElement>('.host')];
    const at = buttons.findIndex(button => button.closest('li')?.contains(document.activeElement));
    const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)];
    event.preventDefault();
    if (next !== undefined) next.focus();
    else if (event.key === 'ArrowUp') this.focus();
  }
}
