import { entryOf } from '../../machines/codes/entry.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import { bothEndsOf } from '../../machines/report/both-ends.ts';
import { type JoinTools, joinFindings, joinReports } from '../../machines/report/join-report.ts';
import type { Report } from '../../machines/schemas/report.ts';
import { type HostFile, type HostFileOptions, readHostFile, readHostPaste } from './host-file.ts';

/** The report that is open, and when its device tried, where that is known. */
export interface OpenReport {
  readonly report: Report;
  readonly attemptAt?: string | undefined;
}

export interface HostSectionOptions {
  readonly knowledge: Promise<Knowledge>;
  readonly words: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly token: () => string;
  readonly open: () => OpenReport | undefined;
  /** Shows another report in its place: with what the remote PC says, or without it again. */
  readonly change: (report: Report) => Promise<void>;
}

type Read = (about: Omit<HostFileOptions, 'goesOn'>, isWanted: () => boolean) => Promise<HostFile | undefined>;

const part = <E extends HTMLElement>(id: string) => document.querySelector<E>(`#${id}`);

/** The part of the page in which a file of the remote PC joins the report that is open, and is taken back again. */
export class HostSection {
  readonly #options: HostSectionOptions;
  readonly #section = part('report-host');
  readonly #picker = part<HTMLInputElement>('host-file');
  readonly #paste = part<HTMLTextAreaElement>('host-paste');
  readonly #said = part('host-said');
  readonly #undo = part<HTMLButtonElement>('host-undo');
  /** The reports without what was added, the oldest first. */
  #before: readonly Report[] = [];
  /** What is read of an older file counts no more. */
  #newest = 0;

  constructor(options: HostSectionOptions) {
    this.#options = options;
    const picker = this.#picker;
    picker?.addEventListener('change', () => {
      this.#addFile(picker.files?.[0]);
      picker.value = ''; // the same file can be chosen again
    });
    this.#section?.addEventListener('dragover', event => event.preventDefault());
    this.#section?.addEventListener('drop', event => {
      event.preventDefault();
      this.#addFile(event.dataTransfer?.files[0]);
    });
    part('host-add')?.addEventListener('click', () => this.#addPaste());
    this.#undo?.addEventListener('click', () => void this.#takeBack());
  }

  /** Whether what is shown was put together here. */
  get hasJoined(): boolean {
    return this.#before.length > 0;
  }

  /** Another report was opened, or none. */
  reset(isOpen: boolean): void {
    this.#newest++;
    if (this.#section) this.#section.hidden = !isOpen;
    this.#keep([], '');
  }

  #addFile(file: File | undefined): void {
    if (file === undefined) return;
    void this.#add((about, isWanted) => {
      const goesOn = (share: number) => {
        if (isWanted()) this.#say(this.#options.words('host-reading', { percent: Math.floor(share * 100) }));
        return isWanted();
      };
      return readHostFile(file, { ...about, goesOn });
    });
  }

  #addPaste(): void {
    const text = this.#paste?.value ?? '';
    if (text.trim() !== '') void this.#add(about => readHostPaste(text, about));
  }

  async #add(read: Read): Promise<void> {
    const { knowledge, open, change, words, token } = this.#options;
    const at = ++this.#newest;
    const known = await knowledge;
    const opened = open();
    if (opened === undefined) return;
    const isWanted = () => at === this.#newest && open()?.report === opened.report;
    const { report, attemptAt } = opened;
    const about = { model: known.model, target: report.target, attemptAt: attemptAt ?? report.createdAt };
    const host = await read(about, isWanted).catch((): HostFile => UNREADABLE);
    if (host === undefined || !isWanted()) return;
    const isKnownCode = (id: string) => entryOf(known.model.codes, id) !== undefined;
    const joined = join(report, host, { model: known.model, token, isKnownCode, attemptAt });
    const { ui } = known.words;
    if (joined.kind === 'fault') return this.#say(ui[`join.${joined.fault}`] ?? ui[`report.${joined.fault}`] ?? '');
    await change(joined.report);
    const { sentence = '' } = bothEndsOf(joined.report.findings, known) ?? {};
    this.#keep([...this.#before, report], `${words('host-added')} ${sentence}`.trim());
  }

  async #takeBack(): Promise<void> {
    const report = this.#before.at(-1);
    if (report === undefined) return;
    this.#newest++;
    await this.#options.change(report);
    this.#keep(this.#before.slice(0, -1), this.#options.words('host-undone'));
    // The button that was pressed may be gone: what comes next is to add something else.
    if (!this.hasJoined) this.#picker?.focus();
  }

  #keep(before: readonly Report[], sentence: string): void {
    this.#before = before;
    if (this.#undo) this.#undo.hidden = before.length === 0;
    this.#say(sentence);
  }

  #say(sentence: string): void {
    if (this.#said) this.#said.textContent = sentence;
  }
}

const UNREADABLE: HostFile = { kind: 'fault', fault: 'nothing-read' };

type JoinResult =
  | { readonly kind: 'joined'; readonly report: Report }
  | { readonly kind: 'fault'; readonly fault: string };

function join(report: Report, host: HostFile, tools: JoinTools): JoinResult {
  switch (host.kind) {
    case 'fault':
      return host;
    case 'report':
      return joinReports(report, host.report, tools);
    case 'findings':
      return { kind: 'joined', report: joinFindings(report, host.findings, tools) };
  }
}
