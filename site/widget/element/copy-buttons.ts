import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { copyText } from './copying.ts';

/** How long "Copied" stands. */
const TOLD_MS = 2000;

/** Each command of our content gets a button that copies it. Where the clipboard is closed, its text is selected. */
export function addCopyButtons(root: ParentNode, knowledge: Knowledge | undefined): void {
  if (knowledge === undefined) return;
  const [copy, copied] = [say(knowledge, 'remedy.copy'), say(knowledge, 'hand-over.copied')];
  for (const command of root.querySelectorAll<HTMLElement>('.ours pre:not([data-copies])')) {
    command.dataset.copies = '';
    const button = Object.assign(document.createElement('button'), { className: 'less copy', textContent: copy });
    button.setAttribute('part', 'button');
    button.addEventListener('click', () => void copyOf(command, button, copied));
    command.after(button);
  }
}

async function copyOf(command: HTMLElement, button: HTMLButtonElement, copied: string): Promise<void> {
  const copy = button.textContent;
  if (!(await copyText(command))) return;
  button.textContent = copied;
  setTimeout(() => {
    button.textContent = copy;
  }, TOLD_MS);
}
