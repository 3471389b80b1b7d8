import { isCommand } from '../widget/element/command-text.ts';
import { mayKeep } from './keeping.ts';
import { wordsOf } from './words.ts';

const SHOWN_MS = 1600;
const TAB = 'reconnect:host';
/** What content writes where a command needs the host. Before a backslash it is the first half of an account's name. */
const PLACEHOLDER = /\bHOST\b(?!\\)/g;
/** A name or an address and nothing that a shell would take for more than that. */
const HOST = /^[\p{L}\d][\p{L}\d._:%-]{0,252}$/u;

/** Commands name the person's host, and each has a button that copies it as it stands. */
export function prepareCommands(): void {
  nameHost();
  if (!navigator.clipboard) return;
  addInlineButtons();
  for (const button of document.querySelectorAll<HTMLButtonElement>('.command button[hidden]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button, button.parentElement?.querySelector('pre')));
  }
}

/** A command in a sentence is copied as well. Its button is named by it: several may stand in one line. */
function addInlineButtons(): void {
  const say = wordsOf('page-words');
  for (const [index, code] of document.querySelectorAll('.prose :not(pre, a, summary) > code').entries()) {
    if (!isCommand(code.textContent)) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy-inline';
    button.textContent = say('copy');
    button.dataset.copy = say('copied');
    code.id ||= `command-${index}`;
    button.id = `copy-${index}`;
    button.setAttribute('aria-labelledby', `${button.id} ${code.id}`);
    button.addEventListener('click', () => void copy(button, code));
    code.after(' ', button);
  }
}

/** The host that was typed on a page of this tab, or the one of this device's case, stands where content writes HOST. */
function nameHost(): void {
  const places = placeholders();
  const name = (host: string | undefined) => {
    for (const { node, text } of places) node.nodeValue = text.replace(PLACEHOLDER, () => host ?? 'HOST');
  };
  const known = hostOfTab() ?? hostOfCase();
  name(known);
  const field = document.querySelector<HTMLInputElement>('#host');
  const says = document.querySelector<HTMLElement>('#host-says');
  if (!field || !says) return;
  const note = says.textContent;
  field.value = known ?? '';
  field.addEventListener('input', () => {
    const typed = field.value.trim();
    const right = typed === '' || HOST.test(typed);
    field.setAttribute('aria-invalid', String(!right));
    says.textContent = right ? note : (says.dataset.wrong ?? note);
    name(right && typed !== '' ? typed : undefined);
    keepInTab(right ? typed : '');
  });
}

/** Every piece of a command in which HOST stands, with its text as it was written. */
function placeholders(): readonly { node: Node; text: string }[] {
  const found: { node: Node; text: string }[] = [];
  for (const code of document.querySelectorAll('.command code, .prose code')) {
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: node } = texts;
      const text = node.nodeValue ?? '';
      if (text.search(PLACEHOLDER) >= 0) found.push({ node, text });
    }
  }
  return found;
}

function hostOfTab(): string | undefined {
  if (!mayKeep()) return undefined;
  try {
    const host = sessionStorage.getItem(TAB) ?? '';
    return HOST.test(host) ? host : undefined;
  } catch {
    return undefined;
  }
}

function keepInTab(host: string): void {
  if (!mayKeep()) return;
  try {
    if (host === '') sessionStorage.removeItem(TAB);
    else sessionStorage.setItem(TAB, host);
  } catch {
    // A browser that keeps nothing: the field of the next page is empty again.
  }
}

/** The host of the case that this device goes on with; case-history.ts lays it there. The store may hold anything. */
function hostOfCase(): string | undefined {
  if (!mayKeep()) return undefined;
  try {
    const host = localStorage.getItem('reconnect:host');
    return host !== null && HOST.test(host) ? host : undefined;
  } catch {
    return undefined;
  }
}

async function copy(button: HTMLButtonElement, command: Element | null | undefined): Promise<void> {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(command?.textContent.trim() ?? '');
  } catch {
    // Not allowed here: the text can still be selected by hand.
    return;
  }
  button.textContent = button.dataset.copy ?? label;
  setTimeout(() => {
    button.textContent = label;
  }, SHOWN_MS);
}
