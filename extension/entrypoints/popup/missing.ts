import browser from 'webextension-polyfill';
import type { HelperState } from '../../../machines/diagnosis/check-events.ts';
import { mendCommand, say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { find } from '../../pages/find.ts';
import { showDownloads } from './downloads.ts';
import { show } from './screens.ts';

/** Where nothing was installed yet, the person is told what the helper is before how to get it. */
const OFFERED: readonly HelperState[] = ['absent'];
/** A browser reports several faults as one of these; only a program outside it sees which one it is. */
const UNCERTAIN: readonly HelperState[] = ['absent', 'lost', 'bad-path', 'crashed', 'no-answer'];

/** Says why there is no helper and how to fix it. */
export function showMissing(state: HelperState, knowledge: Knowledge): void {
  const offered = OFFERED.includes(state);
  const [run] = mendCommand(knowledge, state);
  find('missing-title', HTMLElement).textContent = say(knowledge, offered ? 'popup.missing.title' : `helper.${state}`);
  find('missing-mend', HTMLElement).textContent = say(
    knowledge,
    offered ? 'popup.missing.text' : `helper.${state}.mend`,
  );
  find('promises', HTMLElement).hidden = !offered;
  find('install', HTMLElement).hidden = !offered;
  find('command', HTMLElement).textContent = run ?? '';
  openSteps(!offered && run !== undefined);
  find('certain', HTMLElement).hidden = !UNCERTAIN.includes(state);
  // An installer cures what a command would; where there is one, nobody is sent to a terminal.
  void showDownloads(knowledge).then(isOffered => {
    if (isOffered) find('certain', HTMLElement).hidden = true;
  });
  void browser.runtime.getPlatformInfo().then(({ os }) => {
    find('sandbox', HTMLElement).hidden = os !== 'linux' || !offered;
  });
  show('missing');
}

/** The buttons of the screen, once. */
export function prepareMissing(knowledge: Promise<Knowledge>): void {
  find('install', HTMLButtonElement).addEventListener('click', () => {
    const steps = find('steps', HTMLElement);
    openSteps(steps.hidden === true);
    if (!steps.hidden) steps.scrollIntoView({ block: 'end' });
  });
  find('copy-command', HTMLButtonElement).addEventListener('click', ({ currentTarget }) => {
    void navigator.clipboard.writeText(find('command', HTMLElement).textContent).then(async () => {
      if (currentTarget instanceof Element) currentTarget.textContent = say(await knowledge, 'popup.command.copied');
    });
  });
}

function openSteps(open: boolean): void {
  find('steps', HTMLElement).hidden = !open;
  find('install', HTMLButtonElement).setAttribute('aria-expanded', String(open));
}
