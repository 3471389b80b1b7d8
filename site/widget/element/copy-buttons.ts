import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { isCommand } from './command-text.ts';
import { copyText } from './copying.ts';

/** How long "Copied" stands. */
const TOLD_MS = 2000;

/** Each command of our content, a block or in a sentence, gets a button that copies it. Where the clipboard is closed, its text is selected. */
export function addCopyButtons(root: ParentNode, knowledge: Knowledge | undefined): void {
  if (knowledge === undefined) return;
  const [copy, copied] = [say(knowledge, 'remedy.copy'), say(knowledge, 'hand-over.copied')];
  for (const command of root.querySelectorAll<HTMLElement>('.ours :is(pre, code):not([data-copies])')) {
    command.dataset.copies = '';
    const isInline = command.localName === 'code';
    if (isInline && (command.closest('pre, a') !== null || !isCommand(command.textContent))) continue;
    const className = isInline ? 'plain copy-inline' : 'less copy';
    const button = Object.assign(document.createElement('button'), { type: 'button', className, textContent: copy });
    // Several of them stand in one sentence: each is named by what it copies.
    if (isInline) button.ariaLabel = nameOf(copy, command);
    button.setAttribute('part', 'button');
    button.addEventListener('click', () => void copyOf(command, button, copied));
    command.after(button);
  }
}

async function copyOf(command: HTMLElement, button: HTMLButtonElement, copied: string): Promise<void> {
  const copy = button.textContent;
  if (!(await copyText(command))) return;
  const show = (word: string) => {
    button.textContent = word;
    if (button.ariaLabel !== null) button.ariaLabel = nameOf(word, command);
  };
  show(copied);
  setTimeout(() => show(copy), TOLD_MS);
}

const nameOf = (word: string, command: HTMLElement): string => `${word} “${command.textContent}”`;
