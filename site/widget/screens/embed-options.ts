import { html, nothing, type TemplateResult } from 'lit';
import type { CauseId } from '../../../machines/vocabulary.ts';
import type { Face } from './render-context.ts';

type Shown = TemplateResult | typeof nothing;

/** Whom to turn to, where the author of the page names somebody. */
export function supportLine({ house, say }: Face): Shown {
  if (house.support === '') return nothing;
  return html`<p class="notice after-ask" part="support">${say('house.support', { support: house.support })}</p>`;
}

/** The house's own advice for this cause, before ours. */
export function localStep({ house: { step } }: Face, cause: CauseId): Shown {
  if (step === undefined || (step.causes.length > 0 && !step.causes.includes(cause))) return nothing;
  const { title, lines, link } = step;
  return html`<section class="panel flow" part="local">
    <h3>${title}</h3>
    ${lines.map(line => html`<p>${line}</p>`)}
    ${
      link === undefined
        ? nothing
        : html`<p><a href=${link.address} target="_blank" rel="noreferrer">${link.label}</a></p>`
    }
  </section>`;
}
