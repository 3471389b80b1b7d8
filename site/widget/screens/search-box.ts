import { html, type TemplateResult } from 'lit';
import type { RenderContext } from './render-context.ts';

/** A list too long to be read is looked through by typing. */
export function searchBox({ say, draft, change }: RenderContext): TemplateResult {
  return html`<label class="seek">
    <span>${say('asking.search')}</span>
    <input
      type="search"
      autocomplete="off"
      .value=${draft.sought}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) change({ sought: event.target.value });
      }}
    />
  </label>`;
}
