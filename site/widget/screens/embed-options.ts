import { html, nothing, type TemplateResult } from 'lit';
import type { CauseId } from '../../../machines/vocabulary.ts';
import { parseEmbedOptions } from '../options/embed-options.ts';
import { localStepOf } from '../options/local-step.ts';
import type { RenderContext } from './render-context.ts';

type Shown = TemplateResult | typeof nothing;

/** Whom to turn to, where the author of the page names somebody. */
export function supportLine(context: RenderContext): Shown {
  const { support } = parseEmbedOptions(context.embed);
  if (support === '') return nothing;
  return html`<p class="notice after-ask" part="support">${context.say('embed.support', { support })} ${authorOf(context)}</p>`;
}

/** In a frame the advice is somebody else's, and stands on our address: then whose it is stands beside it. */
export function authorOf({ embed, say }: RenderContext): Shown {
  const { setBy } = parseEmbedOptions(embed);
  if (setBy === '') return nothing;
  return html`<span class="tiny">${say(/^https?:/.test(setBy) ? 'embed.by' : 'embed.by-page', { page: setBy })}</span>`;
}

/** The page author's own advice for this cause, before ours. */
export function localStep(context: RenderContext, cause: CauseId): Shown {
  const step = localStepOf(parseEmbedOptions(context.embed).localStep);
  if (step === undefined || (step.causes.length > 0 && !step.causes.includes(cause))) return nothing;
  const { title, lines, link } = step;
  return html`<section class="panel flow" part="local">
    <h3>${title}</h3>
    ${authorOf(context)}
    ${lines.map(line => html`<p>${line}</p>`)}
    ${
      link === undefined
        ? nothing
        : html`<p><a href=${link.address} target="_blank" rel="noreferrer">${link.label}</a></p>`
    }
  </section>`;
}
