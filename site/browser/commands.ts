const SHOWN_MS = 1600;
/** What content writes where a command needs the host. */
const PLACEHOLDER = /\bHOST\b/g;
/** A name or an address and nothing that a shell would take for more than that. */
const HOST = /^[\p{L}\d][\p{L}\d._:%-]{0,252}$/u;

/** Commands name the host of this device's case, and each has a button that copies it as it stands. */
export function prepareCommands(): void {
  const host = hostOfCase();
  for (const code of host === undefined ? [] : document.querySelectorAll('.command code')) {
    const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode } = texts;
      currentNode.nodeValue = currentNode.nodeValue?.replace(PLACEHOLDER, host ?? '') ?? null;
    }
  }
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>('.command button[hidden]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button));
  }
}

/** The host of the case that this device goes on with; case-history.ts lays it there. The store may hold anything. */
function hostOfCase(): string | undefined {
  try {
    const host = localStorage.getItem('reconnect:host');
    return host !== null && HOST.test(host) ? host : undefined;
  } catch {
    return undefined;
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = button.parentElement?.querySelector('pre')?.textContent ?? '';
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(code.trim());
  } catch {
    // Not allowed here: the text can still be selected by hand.
    return;
  }
  button.textContent = button.dataset.copy ?? label;
  setTimeout(() => {
    button.textContent = label;
  }, SHOWN_MS);
}
