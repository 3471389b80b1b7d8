import { entryOf } from '../../machines/codes/entry.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import { redact } from '../../machines/report/redaction.ts';
import { reportDrawn } from '../../machines/report/report-path.ts';
import { fromFragment, toFragment } from '../../machines/report/share-link.ts';
import { toHtml, toJson, toMarkdown } from '../../machines/report/write-report.ts';
import { LIMITS } from '../../machines/schemas/limits.ts';
import { type ParsedReport, parseReport } from '../../machines/schemas/parse-report.ts';
import type { Report } from '../../machines/schemas/report.ts';
import { reportOf } from '../widget/lazy/report-text.ts';
import { currentCase, onHistoryChange } from './case-history.ts';
import { markOf } from './case-mark.ts';
import { isOwnCase } from './case-record.ts';
import { goOnWithReport } from './case-store.ts';
import { deflateCodec } from './deflate.ts';
import { download } from './download.ts';
import { HostSection } from './report-host.ts';
import { drawReport } from './report-view.ts';
import { wordsOf } from './words.ts';

const words = wordsOf('report-words');
const place = document.querySelector<HTMLElement>('#report');
const origin = document.querySelector<HTMLElement>('#report-origin');
const empty = document.querySelector<HTMLElement>('#report-empty');
const said = document.querySelector<HTMLElement>('#report-said');
const switches = document.querySelector<HTMLElement>('#report-switches');
const root = document.documentElement.dataset.root ?? '/';

const knowledge = loadKnowledge();
/** As it came, and as it is shown: what is not hidden here leaves the device only by the person's own hand. */
let whole: Report | undefined;
let shown: Report | undefined;
let own = false;
/** When this device tried, where the report is its own. */
let attemptAt: string | undefined;
const host = new HostSection({
  knowledge,
  words,
  token,
  open: () => whole && { report: whole, attemptAt },
  change: report => {
    whole = report;
    return show();
  },
});

switches?.addEventListener('change', () => void show());
document.querySelector<HTMLInputElement>('#report-file')?.addEventListener('change', event => {
  if (event.target instanceof HTMLInputElement) void openFile(event.target.files?.[0]);
});
onClick('report-go-on', async () => {
  const { model } = await knowledge;
  const how = { model, isOwn: own, isJoinedHere: host.hasJoined };
  if (whole !== undefined && (await goOnWithReport(whole, how)) !== 'kept') return say('not-kept');
  location.assign(`${root}diagnose/`);
});
onClick('report-print', async () => print());
onClick('report-copy', async (report, known) => {
  await navigator.clipboard.writeText(toMarkdown(report, known, reportDrawn(report, known)));
  say('copied');
});
onClick('report-link', async report => {
  const fragment = report.redacted ? await toFragment(report, deflateCodec) : undefined;
  if (fragment === undefined) return say(report.redacted ? 'link-long' : 'link-open');
  await navigator.clipboard.writeText(`${location.origin}${root}report/#${fragment}`);
  say('link-copied');
});
onClick('report-markdown', async (report, known) =>
  download('report.md', 'text/markdown', toMarkdown(report, known, reportDrawn(report, known))),
);
onClick('report-json', async report => download('report.json', 'application/json', toJson(report)));
onClick('report-html', async (report, known) =>
  download('report.html', 'text/html', toHtml(report, known, reportDrawn(report, known))),
);
addEventListener('hashchange', () => void begin());
onHistoryChange(() => {
  // What was added here is not in the history yet.
  if (own && !host.hasJoined) void begin();
});
void begin();

/** What the link holds, else the case of this device. */
async function begin(): Promise<void> {
  if (location.hash.length > 1) return open(await fromFragment(location.hash, deflateCodec), 'from-link');
  const record = await currentCase();
  if (record === undefined || record.saved.findings.length === 0) {
    if (empty) empty.hidden = false;
    return tell(words('none'));
  }
  const report = reportOf(record.saved, await knowledge, false);
  const mark = await markOf(record.id, report.createdAt);
  whole = { ...report, ...(mark && { mark }) };
  own = true;
  attemptAt = record.changedAt;
  host.reset(true);
  tell(words('own'));
  await show();
}

async function openFile(file: File | undefined): Promise<void> {
  if (file === undefined) return;
  const tooLarge = file.size > LIMITS.document;
  open(tooLarge ? { kind: 'fault', fault: 'too-large' } : parseReport(await file.text()), 'from-file');
}

async function open(parsed: ParsedReport, from: 'from-link' | 'from-file'): Promise<void> {
  const { words: language, model } = await knowledge;
  whole = parsed.kind === 'report' ? parsed.report : undefined;
  own = false;
  attemptAt = undefined;
  host.reset(whole !== undefined);
  const mine = await currentCase();
  const isBack = whole !== undefined && mine !== undefined && (await isOwnCase(mine, whole, model));
  if (parsed.kind === 'report') tell(words(isBack ? 'returned' : from));
  else tell(language.ui[`report.${parsed.fault}`] ?? parsed.fault);
  await show();
}

async function show(): Promise<void> {
  const known = await knowledge;
  const isKnownCode = (id: string) => entryOf(known.model.codes, id) !== undefined;
  const acts = document.querySelector<HTMLElement>('#report-acts');
  if (empty) empty.hidden = true;
  if (switches) switches.hidden = whole === undefined || whole.redacted;
  if (acts) acts.hidden = whole === undefined;
  if (place) place.hidden = whole === undefined;
  shown = whole === undefined || whole.redacted ? whole : redact(whole, chosen(), token, isKnownCode);
  if (shown !== undefined) place?.replaceChildren(...drawReport(shown, known));
}

function chosen() {
  const hides = (name: string) => switches?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.checked ?? true;
  return {
    hosts: hides('hosts'),
    users: hides('users'),
    addresses: hides('addresses'),
    certificates: hides('certificates'),
  };
}

function token(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), byte => (byte % 36).toString(36)).join('');
}

function onClick(id: string, act: (report: Report, knowledge: Knowledge) => Promise<void> | void): void {
  document.getElementById(id)?.addEventListener('click', async () => {
    if (shown === undefined) return;
    try {
      await act(shown, await knowledge);
    } catch {
      say('failed');
    }
  });
}

function say(key: string): void {
  if (said) said.textContent = words(key);
}

function tell(sentence: string): void {
  if (origin) origin.textContent = sentence;
}

async function loadKnowledge(): Promise<Knowledge> {
  return (await fetch(`${root}knowledge.json`)).json();
}
