import { html, nothing, type TemplateResult } from 'lit';
import type { RenderContext } from './render-context.ts';

/** "This part works", in place of a question. */
export function tapped({ say, send, change, view, draft }: RenderContext): TemplateResult | typeof nothing {
  const place = view.path.places.find(({ id }) => id === draft.part);
  const tap = place?.tap;
  if (place === undefined || tap === undefined) return nothing;
  const { question, answer, how } = tap;
  return html`<section class="part-panel">
    <h3>${say('tap.title', { place: place.name })}</h3>
    <p>${how}</p>
    <div class="row">
      <button class="strong" part="button strong" @click=${() => send({ type: 'question.answered', question, answer })}>${say('tap.works')}</button>
      <button part="button" @click=${() => change({ part: '' })}>${say('tap.not-sure')}</button>
    </div>
  </section>`;
}
