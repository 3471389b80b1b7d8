import {
  answerPart,
  CODE_PART,
  type InterpretedInput,
  type ReadingPart,
  TARGET_PART,
} from '../../machines/diagnosis/context.ts';
import type { Finding } from '../../machines/findings.ts';
import { formatTarget } from '../../machines/target/target.ts';
import { isEvidence } from '../widget/element/evidence-file.ts';
import { writeFragment, writeTextFragment } from './case-fragment.ts';
import { codeChips, codeOfDevice, surfaceOf } from './code-choice.ts';
import { element } from './element.ts';
import { type HandedEvidence, handOff } from './handoff.ts';
import { whenLaunchedWith } from './launched-file.ts';
import { onceLoaded } from './once-loaded.ts';
import type { Understood } from './understand.ts';
import { isReadAgain, partsOf, ticksOf } from './understood-parts.ts';
import { wordsOf } from './words.ts';
import { SHARED, SHARED_LIMIT_BYTES, SHARED_NAME } from './worker-messages.ts';

const PAUSE_MS = 120;
/** Longer than this it is more than a word and a number. */
const MAX_WORD_LENGTH = 120;
/** A longer text goes on as what was read in it, and what was not as the note. */
const MAX_CARRIED_LENGTH = 6000;
const words = wordsOf('read-words');
const form = document.querySelector<HTMLFormElement>('#start');
const field = document.querySelector<HTMLTextAreaElement>('#seen');
const said = document.querySelector<HTMLElement>('#read');
const picker = document.querySelector<HTMLInputElement>('#file');
const ask = document.querySelector<HTMLElement>('.ask');

const load = onceLoaded(async () => {
  const { loadReader } = await import('./understand.ts');
  const { codes = '', wordings = '', answers = '' } = form?.dataset ?? {};
  return loadReader({ codes, wordings, answers });
});
let understood: Understood | undefined;
/** What of it the person has taken back; forgotten with what it stood in. */
let declined: Set<ReadingPart> = new Set();
/** Which of several entries of one number it is, where the person or their device says so. */
let chosenCode: string | undefined;
/** Where the text is from, when another app or page laid it there. */
let isShared = false;
/** The bytes of a chosen file: an .rdp file is UTF-16, which a text field would spoil. */
let file: Uint8Array | undefined;
/** What a chosen capture or event log shows. */
let evidence: Understood | undefined;
let pause: ReturnType<typeof setTimeout> | undefined;

field?.addEventListener('focus', () => void load());
field?.addEventListener('input', () => {
  forgetFile();
  clearTimeout(pause);
  pause = setTimeout(() => void readNow(), PAUSE_MS);
});
field?.addEventListener('keydown', event => {
  // A code or a host is one word: Enter goes on. A pasted dialog has lines, there Enter is Enter.
  const single = !field.value.includes('\n');
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && single) {
    event.preventDefault();
    form?.requestSubmit();
  }
});
form?.addEventListener('submit', event => {
  event.preventDefault();
  void goOn();
});
for (const example of document.querySelectorAll<HTMLButtonElement>('.examples button'))
  example.addEventListener('click', () => {
    if (!field) return;
    forgetFile();
    field.value = example.textContent ?? '';
    field.focus();
    void readNow();
  });
document.querySelector('#open-file')?.addEventListener('click', () => picker?.click());
picker?.addEventListener('change', () => {
  void takeFile(picker.files?.[0]);
  picker.value = ''; // the same file can be chosen again
});
ask?.addEventListener('dragover', event => {
  event.preventDefault();
  ask.classList.add('over');
});
ask?.addEventListener('dragleave', () => ask.classList.remove('over'));
ask?.addEventListener('drop', event => {
  const dropped = event.dataTransfer?.files[0];
  ask.classList.remove('over');
  if (!dropped) return;
  event.preventDefault();
  void takeFile(dropped);
});
// Back from the flow: the browser may have kept what was typed.
if (field?.value) void readNow();
if (location.hash === '#shared') void takeShared();
whenLaunchedWith(opened => void takeFile(opened).then(goOnIfRead));

/** What stands in the field from here on is the person's own text. */
function forgetFile(): void {
  file = evidence = undefined;
  isShared = false;
}

async function takeFile(chosen: File | undefined, shared = false): Promise<void> {
  if (!chosen || !field) return;
  forgetFile();
  const isWhole = chosen.size <= SHARED_LIMIT_BYTES;
  const isCapture = await isEvidence(chosen);
  // The service worker cuts what is shared: the start of a capture would show what its whole does not.
  if (!isWhole && (shared || !isCapture)) return say(words('large'));
  isShared = shared;
  if (isCapture) return takeEvidence(chosen, field);
  file = new Uint8Array(await chosen.arrayBuffer());
  field.value = chosen.name;
  await readNow();
}

const NOTHING_READ: InterpretedInput = { findings: [], codes: [], said: [] };

/** A capture or an event log is read here, piece by piece; typing meanwhile stops it. */
async function takeEvidence(chosen: File, typed: HTMLTextAreaElement): Promise<void> {
  typed.value = chosen.name;
  const goesOn = (share: number) => {
    const isWanted = typed.value === chosen.name;
    if (isWanted) say(words('reading', { percent: Math.floor(share * 100) }));
    return isWanted;
  };
  const [{ readEvidence }, { bringAnswerWords }] = await Promise.all([
    import('../widget/lazy/evidence.ts'),
    import('./answer-words.ts'),
  ]);
  // Only the words: to load the reader of texts, which reads nothing here, would hold the page up.
  const [found, answerWords] = await Promise.all([
    readEvidence(chosen, { goesOn }).catch(() => NOTHING_READ),
    bringAnswerWords(form?.dataset.answers ?? '').catch(() => undefined),
  ]);
  if (found === undefined || typed.value !== chosen.name) return;
  const codes = found.findings.flatMap(({ question, answer }) => (question === 'code' ? [answer] : []));
  // What nobody can read could not be taken back either: the flow asks for the file.
  if (answerWords === undefined) return say(words('nothing'));
  // No packet and no event is a dialog, whose meaning would be told.
  evidence = { ...found, codes, text: '', words: answerWords, meaningOf: () => '' };
  await readNow();
}

/**
 * What another app has shared: the service worker laid it there. Any page can post a form to that address, so it stands
 * in the field, with what was read in it, until the person goes on.
 */
async function takeShared(): Promise<void> {
  history.replaceState(null, '', location.pathname);
  const shelf = await caches.open(SHARED);
  const [address] = await shelf.keys();
  const kept = address && (await shelf.match(address));
  await caches.delete(SHARED);
  if (!kept || !field) return;
  const name = decodeURIComponent(kept.headers.get(SHARED_NAME) ?? '');
  if (name !== '') await takeFile(new File([await kept.blob()], name), true);
  else {
    isShared = true;
    field.value = await kept.text();
    await readNow();
  }
}

/** A file that the person opened with the app is meant for the flow; where nothing can be read in it, it stays here. */
async function goOnIfRead(): Promise<void> {
  if (understood && partsOf(understood, words).length > 0) await goOn();
}

async function readNow(): Promise<void> {
  if (evidence !== undefined) return show(evidence);
  const input = file ?? field?.value ?? '';
  if (input.length === 0) {
    understood = undefined;
    return say('');
  }
  const understand = await load();
  const answer = await understand(input);
  // A slower answer to an older text is dropped.
  if (input !== (file ?? field?.value)) return;
  show(answer);
}

/** What was understood, with a tick for each, and what stays as the note; everything of the text goes in as text. */
function show(shown: Understood): void {
  if (!isReadAgain(understood, shown)) {
    declined = new Set();
    chosenCode = codeOfDevice(shown.codes, navigator.userAgent);
  }
  understood = shown;
  const lines = partsOf(shown, words);
  const ticks = ticksOf(lines, declined, (part, meant) => (meant ? declined.delete(part) : declined.add(part)));
  said?.replaceChildren(
    element('p', words(lines.length === 0 ? 'nothing' : 'got')),
    ...(lines.length === 0 ? [] : [ticks]),
    ...(shown.codes.length > 1 ? [chipsOf(shown.codes)] : []),
    ...(shown.note === undefined ? [] : [element('p', words('note', { note: shown.note }), 'note-line')]),
    ...(isShared ? [element('p', words('shared'))] : []),
  );
}

const chipsOf = (codes: readonly string[]): HTMLElement =>
  codeChips({
    codes,
    chosen: chosenCode,
    title: words('which'),
    nameOf: id => words(`program.${surfaceOf(id)}`),
    choose: id => {
      chosenCode = id;
    },
  });

function say(sentence: string): void {
  said?.replaceChildren(sentence);
}

async function goOn(): Promise<void> {
  clearTimeout(pause);
  await readNow().catch(() => undefined);
  const fragment = understood ? fragmentOf(understood) : '';
  handOff(fragment, evidence && meantOf(evidence));
  location.assign(`${form?.dataset.root ?? '/'}diagnose/${fragment}`);
}

/** What a file shows, without what the person took back; of an attempt of which something is not meant, no line is drawn. */
function meantOf({ findings, recorded }: Understood): HandedEvidence {
  const isMeant = (finding: Finding) => !declined.has(finding.question === 'code' ? CODE_PART : answerPart(finding));
  return { findings: findings.filter(isMeant), ...(declined.size === 0 && { recorded }) };
}

const isSeen = ({ source }: Finding): boolean => source === 'capture' || source === 'host';

/** A code or a host alone goes as such; the rest goes as text, so that the flow reads it and asks what is left open. */
function fragmentOf({ target, codes: possible, findings, near, said: told, note, text }: Understood): string {
  const codes = chosenCode === undefined ? possible : [chosenCode];
  // A link is anybody's to make: what was seen in packets goes on as what was read in a text.
  const answers = findings
    .filter(({ question }) => question !== 'code')
    .map((finding): Finding => (isSeen(finding) ? { ...finding, source: 'transcript' } : finding));
  const [first = '', ...others] = codes;
  const code = others.length === 0 ? first : (first.split(':')[1] ?? '');
  const isOne = answers.length === 0 && told.length === 0 && (target === undefined || code === '');
  if ((target || code) && isOne && declined.size === 0 && text.length < MAX_WORD_LENGTH)
    return writeFragment({ code, ...(target && { target: formatTarget(target) }), findings: [] });
  if (evidence === undefined && text.length <= MAX_CARRIED_LENGTH) {
    const isCodeClear = others.length === 0 || declined.has(CODE_PART);
    const isReady = isCodeClear && (near?.length ?? 0) === 0;
    return writeTextFragment({
      text,
      isReady,
      declined: [...declined],
      ...(possible.length > 1 && { code: chosenCode }),
    });
  }
  const meant = (part: ReadingPart) => !declined.has(part);
  const findingsMeant = [
    ...answers,
    ...told.map(({ question, answer }) => ({ question, answer, source: 'person' as const })),
  ].filter(answer => meant(answerPart(answer)));
  return writeFragment({
    ...(meant(CODE_PART) && { code }),
    ...(target && meant(TARGET_PART) && { target: formatTarget(target) }),
    ...(note !== undefined && { note }),
    findings: findingsMeant,
  });
}
