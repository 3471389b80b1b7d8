import { html, type TemplateResult } from 'lit';
import type { RenderContext } from './render-context.ts';

/** The person's own words, which stay with the case and go along where it is handed over. */
export function noteBox({ view, say, send }: RenderContext, suggested = ''): TemplateResult {
  return html`<label class="flow">
    <b>${say('note.title')}</b>
    <textarea
      rows="3"
      .value=${view.note === '' ? suggested : view.note}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLTextAreaElement) send({ type: 'note.written', text: event.target.value });
      }}
    ></textarea>
  </label>`;
}
