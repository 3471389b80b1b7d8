import browser from 'webextension-polyfill';
import type { HelperState } from '../../../machines/check-events.ts';
import { readCase } from '../../../machines/diagnosis.resume.ts';
import { say } from '../../../machines/diagnosis.words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { formatElapsed } from '../../../machines/report/elapsed.ts';
import { formatTarget, type Target } from '../../../machines/target.ts';
import { RdpDiagnosis } from '../../../site/widget/index.ts';
import { knownBetter } from './answered.ts';
import { openNativePort } from './browser-port.ts';
import { caseOf, caseStore } from './case-store.ts';
import { type Checked, checkActor } from './check-actor.ts';
import { connectHelper } from './helper.ts';
import { hostIn } from './host-in.ts';
import { prepareMissing, showMissing } from './missing.ts';
import { drawRecents } from './recent-list.ts';
import { addRecent, forgetRecents, loadRecents, type Recent, recentOf, stateOf } from './recents.ts';
import { takeSaid } from './said.ts';
import { find, show } from './screens.ts';

/** A file that is longer than any .rdp file is not read into the field. */
const MAX_FILE_BYTES = 1024 * 1024;

const helper = connectHelper(openNativePort);
const greeted = helper.greet();
const knowledge: Promise<Knowledge> = fetch('/knowledge.json').then(answer => answer.json());

const said = find('said', HTMLTextAreaElement);
let helperState: 'ready' | HelperState | undefined;

find('target', HTMLFormElement).addEventListener('submit', event => {
  event.preventDefault();
  void take(said.value);
});
said.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  void take(said.value);
});
said.addEventListener('dragover', event => {
  event.preventDefault();
  said.classList.add('over');
});
said.addEventListener('dragleave', () => said.classList.remove('over'));
said.addEventListener('drop', event => {
  said.classList.remove('over');
  const file = event.dataTransfer?.files[0];
  if (file === undefined || file.size > MAX_FILE_BYTES) return;
  event.preventDefault();
  void file.arrayBuffer().then(bytes => take(decodeFile(new Uint8Array(bytes))));
});
find('home', HTMLButtonElement).addEventListener('click', () => void goHome());
find('forget', HTMLButtonElement).addEventListener('click', () => void forgetRecents().then(showRecents));
find('go-on', HTMLButtonElement).addEventListener('click', () => void openFlow(''));
find('ask', HTMLButtonElement).addEventListener('click', () => void caseStore.clear().then(() => openFlow('')));
find('look', HTMLButtonElement).addEventListener('click', () => void lookForHelper());
find('helper-word', HTMLButtonElement).addEventListener('click', () => void explainHelper());
find('tab', HTMLButtonElement).addEventListener('click', () => void openTab());
prepareMissing(knowledge);

await begin();

async function begin(): Promise<void> {
  const handedOver = await takeSaid();
  if (handedOver !== undefined) await take(handedOver);
  else if (isUnfinished(await caseStore.load())) await openFlow('');
  else await goHome();
  helperState = await knownBetter(await greeted);
  await nameHelper();
  if (helperState !== 'ready' && document.body.dataset.screen === 'idle') await explainHelper();
}

/** What was typed, pasted or dropped: a host is checked at once, of anything else the flow says what it made of it. */
async function take(text: string): Promise<void> {
  if (text.trim() === '') return said.focus();
  const target = hostIn(text);
  if (target !== undefined) return check(target);
  await caseStore.clear();
  await openFlow(text);
}

async function check(target: Target): Promise<void> {
  await caseStore.save(caseOf(target));
  await openFlow('');
}

/** The same element as in a help article, only that it can look. */
async function openFlow(text: string): Promise<void> {
  const element = new RdpDiagnosis();
  element.knowledge = await knowledge;
  element.store = caseStore;
  element.initialText = text;
  if (helperState === undefined || helperState === 'ready')
    element.check = checkActor(helper, { begun: hideResult, ended: checked => void noteChecked(checked) });
  await showLastResult();
  find('case', HTMLElement).replaceChildren(element);
  show('flow');
}

async function noteChecked(checked: Checked): Promise<void> {
  const recent = recentOf(checked, await knowledge, Date.now());
  if (recent === undefined) return;
  showResult(recent);
  await addRecent(recent);
}

/** A case that is opened again stands under what its last check saw. */
async function showLastResult(): Promise<void> {
  hideResult();
  const target = readCase(await caseStore.load())?.facts.target;
  const recents = target === undefined ? [] : await loadRecents();
  const recent = recents.find(known => target !== undefined && known.target === formatTarget(target));
  if (recent !== undefined) showResult(recent);
}

function showResult(recent: Recent): void {
  const result = find('result', HTMLElement);
  find('result-target', HTMLElement).textContent = recent.target;
  find('result-time', HTMLElement).textContent = formatElapsed(recent.elapsedMs);
  find('result-sentence', HTMLElement).textContent = recent.sentence;
  result.dataset.state = stateOf(recent);
  result.hidden = false;
}

function hideResult(): void {
  find('result', HTMLElement).hidden = true;
}

async function goHome(): Promise<void> {
  find('case', HTMLElement).replaceChildren();
  show('idle');
  said.value = '';
  const stored = await caseStore.load();
  find('go-on', HTMLButtonElement).hidden = !isUnfinished(stored);
  said.focus();
  await showRecents();
}

async function showRecents(): Promise<void> {
  const recents = await loadRecents();
  find('recent', HTMLElement).hidden = recents.length === 0;
  drawRecents(find('recents', HTMLElement), recents, Date.now(), target => void take(target));
}

/** The same page with more room; the case comes along, since it is stored. */
async function openTab(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('/popup.html') });
  window.close();
}

async function lookForHelper(): Promise<void> {
  helperState = await knownBetter(await helper.greet());
  await nameHelper();
  if (helperState === 'ready') await goHome();
  else await explainHelper();
}

async function nameHelper(): Promise<void> {
  const words = await knowledge;
  const word = find('helper-word', HTMLButtonElement);
  word.textContent = say(words, helperState === 'ready' ? 'popup.helper.ready' : 'popup.helper.none');
  word.disabled = helperState === 'ready';
  word.hidden = false;
}

async function explainHelper(): Promise<void> {
  if (helperState !== undefined && helperState !== 'ready') showMissing(helperState, await knowledge);
}

function isUnfinished(stored: unknown): boolean {
  const { screen } = Object(stored);
  return typeof screen === 'string' && screen !== 'describing' && screen !== 'resolved';
}

/** mstsc writes UTF-16 with a byte order mark; everything else is UTF-8 these days. */
function decodeFile(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
