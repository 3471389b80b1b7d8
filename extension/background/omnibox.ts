import browser from 'webextension-polyfill';
import { say } from '../../machines/diagnosis/words.ts';
import { putHandoffText } from '../storage/handoff-text.ts';
import { knownHosts } from '../storage/known-hosts.ts';
import { knowledge } from './knowledge.ts';
import { showCase } from './show-case.ts';

const MOST_SUGGESTIONS = 6;

/** `rdp pc1` in the address bar, with the hosts that are known already. */
export function answerOmnibox(): void {
  browser.omnibox.onInputStarted.addListener(() => void describe());
  browser.omnibox.onInputChanged.addListener((text, suggest) => void suggestHosts(text).then(suggest));
  browser.omnibox.onInputEntered.addListener(text => void putHandoffText(text).then(showCase));
}

async function describe(): Promise<void> {
  browser.omnibox.setDefaultSuggestion({ description: described(say(await knowledge(), 'popup.omnibox')) });
}

async function suggestHosts(text: string) {
  const typed = text.trim().toLowerCase();
  const hosts = (await knownHosts()).filter(({ target }) => target.includes(typed) && target !== typed);
  return hosts.slice(0, MOST_SUGGESTIONS).map(({ target, recent }) => ({
    content: target,
    description: described(recent === undefined ? target : `${target}: ${recent.sentence}`),
  }));
}

/** Chromium reads descriptions as XML, Firefox as they are. What a host said of itself may stand in them. */
function described(text: string): string {
  if (import.meta.env.FIREFOX) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
