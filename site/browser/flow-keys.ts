import type { RdpDiagnosis } from '../widget/index.ts';

/** On our own page the flow has the keyboard to itself: a digit chooses an answer, Escape goes back. Enter goes on by itself. */
export function steerByKeys(flow: RdpDiagnosis): void {
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (event.key === 'Escape') return flow.send({ type: 'step.back' });
    if (!/^[1-9]$/.test(event.key)) return;
    const answer = flow.renderRoot.querySelectorAll<HTMLElement>('.answers input, .thirds button')[
      Number(event.key) - 1
    ];
    if (answer === undefined) return;
    event.preventDefault();
    answer.focus();
    answer.click();
  });
}

/** A digit in a text is a digit. */
function isTyping(event: KeyboardEvent): boolean {
  const [at] = event.composedPath();
  return at instanceof HTMLTextAreaElement || (at instanceof HTMLInputElement && at.type !== 'radio');
}
