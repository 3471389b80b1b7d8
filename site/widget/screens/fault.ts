import { html, nothing, type TemplateResult } from 'lit';
import type { KnowledgeFault } from '../element/knowledge-source.ts';

/** Why there is nothing to show. */
export type Fault = KnowledgeFault | 'lost';

/** The moments without words of content/: the file that holds them did not come, or not yet. */
const WITHOUT_WORDS: Readonly<Record<Fault | 'retry' | 'slow', string>> = {
  slow: 'Loading the questions …',
  failed: 'The questions could not be loaded. Check the connection, then try again.',
  broken: 'The file with the questions is damaged or of another version. Tell whoever runs this page.',
  lost: 'Something went wrong in this box. Start over, and only your answers here are lost.',
  retry: 'Try again',
};

/**
 * In English: the words of content/ may not be there. A damaged file is not offered again: it would come back the same.
 */
export function faultScreen(fault: Fault, retry: () => void): TemplateResult {
  return html`<div class="root" part="root">
    <p role="alert">${WITHOUT_WORDS[fault]}</p>
    ${
      fault === 'broken'
        ? nothing
        : html`<p class="row acts"><button part="button" @click=${retry}>${WITHOUT_WORDS.retry}</button></p>`
    }
  </div>`;
}

/** Nothing at first: mostly the first question is there before an empty box would have been seen. */
export const waitingScreen = (slow: boolean): TemplateResult | typeof nothing =>
  slow
    ? html`<div class="root" part="root" aria-busy="true"><p role="status" class="soft">${WITHOUT_WORDS.slow}</p></div>`
    : nothing;
