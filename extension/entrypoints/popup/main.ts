import browser from 'webextension-polyfill';
import type { HelperState } from '../../../machines/diagnosis/check-events.ts';
import { openCase } from '../../../machines/diagnosis/context.ts';
import { readCase } from '../../../machines/diagnosis/read-case.ts';
import { caseToBegin } from '../../../machines/diagnosis/start.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import { formatTarget, type Target } from '../../../machines/target/target.ts';
import { RdpDiagnosis } from '../../../site/widget/index.ts';
import { type Checked, checkActor } from '../../helper-client/check-actor.ts';
import { connectHelper } from '../../helper-client/helper.ts';
import { relayedPort } from '../../helper-client/relay.ts';
import { find } from '../../pages/find.ts';
import { pageKnowledge } from '../../pages/knowledge.ts';
import { caseStore } from '../../storage/case-store.ts';
import { takeHandoffText } from '../../storage/handoff-text.ts';
import { parseHostInput } from '../../storage/parse-host-input.ts';
import { loadRecents, type Recent } from '../../storage/recents.ts';
import { loadLast, remember } from '../../storage/remember.ts';
import { PORTS } from '../../wire/ports.ts';
import { refineHelperState } from './answered.ts';
import { takeDrops } from './drops.ts';
import { HostField } from './host-field.ts';
import { prepareMissing, showMissing } from './missing.ts';
import { openPanel } from './panel.ts';
import { isUnfinished, ResultLine } from './result.ts';
import { show, showRefusal } from './screens.ts';
import { watchForHelper } from './watch-for-helper.ts';

const helper = connectHelper(() => relayedPort(browser.runtime.connect({ name: PORTS.helper })));
const greeted = helper.greet();
const knowledge = pageKnowledge();
const words = await knowledge;
const speak = (key: string, values?: Readonly<Record<string, string | number>>) => say(words, key, values);

const hosts = new HostField({ say: speak, take: text => void take(text) });
const result = new ResultLine({ say: speak, knowledge: () => knowledge });
let helperState: 'ready' | HelperState | undefined;
let flow: RdpDiagnosis | undefined;
/** Counts what the person or the popup opened: of two that are under way the later one stays. */
let openings = 0;

takeDrops(dropped => {
  if (dropped.kind === 'text') void take(dropped.text);
  else if (dropped.kind === 'evidence') void takeEvidence(dropped.file);
  else showRefusal(speak(dropped.why));
});
const onClick = (id: string, act: () => unknown) => find(id, HTMLButtonElement).addEventListener('click', act);
onClick('home', () => {
  hosts.clear();
  void goHome();
});
onClick('go-on', () => void openFlow(''));
onClick('ask', () => void caseStore.clear().then(() => openFlow('')));
onClick('look', () => void lookForHelper());
watchForHelper(() => void meetAgain());
onClick('helper-word', () => explainHelper());
onClick('again', () => void checkAgain());
onClick('tab', () => void openTab());
onClick('panel', () => void openPanel().then(() => window.close()));
for (const button of document.querySelectorAll('.settings'))
  button.addEventListener('click', () => void browser.runtime.openOptionsPage());
prepareMissing(knowledge);

await begin();

async function begin(): Promise<void> {
  const met = meetHelper();
  const [handedOver, kept] = await Promise.all([takeHandoffText(), caseStore.load()]);
  if (handedOver !== undefined) await take(handedOver);
  // Do not navigate away while the person is typing.
  else if (openings === 0) await (isUnfinished(kept) && hosts.isEmpty ? openFlow('') : goHome());
  await met;
  if (helperState !== 'ready' && document.body.dataset.screen === 'idle') explainHelper();
}

/** Beside all else: in a browser that has just started the lists wait seconds for the company's policy. */
async function meetHelper(): Promise<void> {
  helperState = await refineHelperState(await greeted);
  nameHelper();
}

/** What was typed, pasted or dropped: a host is checked at once, of anything else the flow says what it made of it. */
async function take(text: string): Promise<void> {
  if (text.trim() === '') return hosts.focus();
  openings++;
  const target = parseHostInput(text);
  if (target !== undefined) return check(target);
  await caseStore.clear();
  await openFlow(text);
}

/** A capture or an event log is a case of its own: the flow begins with what it shows. */
async function takeEvidence(file: File): Promise<void> {
  const opening = ++openings;
  const { readEvidence } = await import('../../../site/widget/lazy/evidence.ts');
  const found = await readEvidence(file, { goesOn: () => opening === openings }).catch(() => 'unreadable' as const);
  if (found === undefined || opening !== openings) return;
  if (found === 'unreadable') return showRefusal(speak('describe.file-failed'));
  const facts = openCase({ probe: true, ...found });
  const isRead = found.problem === undefined;
  await caseStore.save(caseToBegin({ kind: 'saved', screen: isRead ? 'concluded' : 'describing', facts }));
  await openFlow('');
  if (!isRead) showRefusal(speak('reading.nothing'));
}

async function check(target: Target): Promise<void> {
  await caseStore.save(caseToBegin({ kind: 'check', target }));
  await openFlow('');
}

/** What the person has answered stays; the check alone is made anew. */
async function checkAgain(): Promise<void> {
  const target = parseHostInput(result.shown?.target ?? '');
  const isOver = !isUnfinished(await caseStore.load());
  if (isOver && target !== undefined) await check(target);
  else flow?.send({ type: 'check.requested' });
}

/** The same element as in a help article, only that it can look. */
async function openFlow(text: string): Promise<void> {
  const opening = ++openings;
  flow = new RdpDiagnosis();
  flow.knowledge = words;
  flow.store = caseStore;
  flow.initialText = text;
  flow.brief = true;
  if (helperState === undefined || helperState === 'ready')
    flow.check = checkActor(helper, {
      begun: () => result.hide(),
      ended: checked => void noteChecked(checked, () => opening === openings),
    });
  result.hide();
  const last = await lastResult();
  if (opening !== openings) return;
  if (last !== undefined) void result.show(last);
  find('case', HTMLElement).replaceChildren(flow);
  show('flow');
}

/** A result that comes when another host is already looked at is remembered, and not shown over that one. */
async function noteChecked(checked: Checked, isStillOpen: () => boolean): Promise<void> {
  const recent = await remember(checked, words);
  if (recent !== undefined && isStillOpen()) await result.show(recent);
}

/** A case that is opened again stands under what its last check saw. */
async function lastResult(): Promise<Recent | undefined> {
  const target = readCase(await caseStore.load())?.facts.target;
  if (target === undefined) return undefined;
  const last = await loadLast();
  const known = [...(last === undefined ? [] : [last]), ...(await loadRecents())];
  return known.find(one => one.target === formatTarget(target));
}

async function goHome(): Promise<void> {
  openings++;
  find('case', HTMLElement).replaceChildren();
  flow = undefined;
  show('idle');
  find('go-on', HTMLButtonElement).hidden = !isUnfinished(await caseStore.load());
  await hosts.open();
}

/** The same flow with more room; the case comes along, since it is stored. */
async function openTab(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('/page.html') });
  window.close();
}

async function lookForHelper(): Promise<void> {
  helperState = await refineHelperState(await helper.greet());
  nameHelper();
  if (helperState === 'ready') await goHome();
  else explainHelper();
}

/** While the steps are open: an installer needs no click in this window once it is done. */
async function meetAgain(): Promise<void> {
  if ((await helper.greet()) === 'ready' && document.body.dataset.screen === 'missing') await lookForHelper();
}

function nameHelper(): void {
  const word = find('helper-word', HTMLButtonElement);
  word.textContent = speak(helperState === 'ready' ? 'popup.helper.ready' : 'popup.helper.none');
  word.disabled = helperState === 'ready';
  word.hidden = false;
}

function explainHelper(): void {
  if (helperState !== undefined && helperState !== 'ready') showMissing(helperState, words);
}
