const SHOWN_MS = 1600;

/** Gives every command its button. A copy is one line a line: no prompt, nothing that the eye added. */
export function offerCopying(): void {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>('.command button[hidden]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button));
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
