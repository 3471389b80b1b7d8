import browser from 'webextension-polyfill';
import { say } from '../../../machines/diagnosis/words.ts';
import { find } from '../../pages/find.ts';
import { pageKnowledge } from '../../pages/knowledge.ts';
import { pinnedForm, SETTINGS_LIMITS, type Settings } from '../../settings/settings.ts';
import { forget } from '../../storage/remember.ts';
import { changeSettings, loadPolicy, loadSettings } from '../../storage/stored-settings.ts';
import { drawCompany } from './company.ts';
import { takeFiles } from './file.ts';
import { drawOrigins, takeOrigins } from './origins.ts';
import type { OptionsParts } from './parts.ts';
import { drawRows } from './rows.ts';
import { drawWatch, takeWatch } from './watch.ts';

const words = await pageKnowledge();
let policy = await loadPolicy();
const parts: OptionsParts = {
  get policy() {
    return policy;
  },
  say: (key, values) => say(words, key, values),
  change: async change => {
    await changeSettings(change);
    tell('options.saved');
    await draw();
  },
  tell,
};

find('add-host', HTMLFormElement).addEventListener('submit', event => {
  event.preventDefault();
  const field = find('host', HTMLInputElement);
  const target = pinnedForm(field.value);
  find('host-wrong', HTMLElement).textContent = target === undefined ? parts.say('rejection.bad-host') : '';
  if (target === undefined) return field.focus();
  field.value = '';
  void parts.change(({ pinned }) => ({
    pinned: [...new Set([target, ...pinned])].slice(0, SETTINGS_LIMITS.pinned),
  }));
});
for (const id of ['history', 'redact'] as const)
  find(id, HTMLInputElement).addEventListener('change', async () => {
    const { checked } = find(id, HTMLInputElement);
    await parts.change(() => ({ [id]: checked }));
    // What is not to be remembered is not kept from before either.
    if (id === 'history' && !checked) await forget();
  });
find('forget', HTMLButtonElement).addEventListener('click', () => void forget().then(() => tell('options.forgotten')));
takeWatch(parts);
takeOrigins(parts);
takeFiles(parts);
// A pin in the popup, a watch that ends, a consent in its window, a rule of the company: the page follows.
browser.storage.onChanged.addListener(() => void draw());
await draw();
// Until here nothing would have listened.
find('page', HTMLElement).inert = false;

async function draw(): Promise<void> {
  const settings = await loadSettings();
  policy = await loadPolicy();
  drawPinned(settings);
  drawPrivacy(settings);
  drawCompany(parts);
  await drawWatch(settings, parts);
  await drawOrigins(settings, parts);
  find('file-section', HTMLElement).hidden = policy.off.includes('export');
}

function drawPinned({ pinned }: Settings): void {
  drawRows(find('pinned', HTMLElement), [
    ...policy.hosts.map(text => ({ text, note: parts.say('popup.preset') })),
    ...pinned
      .filter(text => !policy.hosts.includes(text))
      .map(text => ({
        text,
        act: parts.say('options.remove'),
        run: () => void parts.change(({ pinned: before }) => ({ pinned: before.filter(known => known !== text) })),
      })),
  ]);
}

function drawPrivacy({ history, redact }: Settings): void {
  const historyBox = find('history', HTMLInputElement);
  historyBox.disabled = policy.off.includes('history');
  historyBox.checked = history && !historyBox.disabled;
  const redactBox = find('redact', HTMLInputElement);
  redactBox.disabled = policy.redact !== undefined;
  redactBox.checked = policy.redact ?? redact;
}

function tell(key: string): void {
  find('told', HTMLElement).textContent = parts.say(key);
}
