import { html, nothing, svg, type TemplateResult } from 'lit';
import type { VerdictView } from '../../../machines/diagnosis/proof.ts';
import { joint } from './path.ts';
import type { RenderContext } from './render-context.ts';

/** Words first, in the shape of the state; tenths in ink where it is not sure. */
export function sureWord({ say, view }: RenderContext, { level, tenths, basis }: VerdictView): TemplateResult {
  const cells = Array.from({ length: 10 }, (_, index) => index);
  const isSeen = view.path.places.some(({ state }) => state === 'failed');
  const shape = level === 'guess' ? joint('unknown') : joint(level === 'sure' && isSeen ? 'failed' : 'maybe');
  return html`<p class="sure-word">
    ${shape}<b>${say(`verdict.level.${level}`)}</b>
    ${
      level === 'sure'
        ? nothing
        : html`<svg class="ten" viewBox="0 0 97 16" aria-hidden="true">
              ${cells.map(index => svg`<rect class=${index < tenths ? 'on' : ''} x=${index * 10 + 0.75} y="0.75" width="5.5" height="14.5" rx="1.5"/>`)}
            </svg>
            <span class="soft">${say('verdict.odds', { tenths })}</span>`
    }
    <span class="soft">${basis}</span>
  </p>`;
}
