import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Path } from '../../../machines/diagnosis/path.ts';
import type { PlaceState } from '../../../machines/diagnosis/place-state.ts';

const STRIP_STEP = 42;
const DROP = 5;

/** What the piece of line that leads to a joint looks like. */
function leading(state: PlaceState): string {
  if (state === 'passed' || state === 'failed' || state === 'told') return 'live';
  return state === 'unknown' ? 'dim' : '';
}

/** The path one line high, without labels: one image with a sentence. */
export function strip({ places, sentence }: Path): TemplateResult {
  const broken = places.findIndex(({ state }) => state === 'failed');
  const at = (index: number) => ({
    x: 6 + index * STRIP_STEP,
    y: 8 + (broken >= 0 && index > broken ? DROP : 0),
  });
  return html`<svg class="strip" viewBox="0 0 180 20" role="img" aria-label=${sentence}>
    ${places.map(({ state }, index) => {
      if (index === 0) return nothing;
      const from = at(index - 1);
      const to = at(index);
      if (index === broken + 1 && broken >= 0)
        return svg`<path d="M${from.x + 8} 16.5Q${from.x + 20} 13 ${to.x - 5} ${to.y}"/>`;
      const line = leading(state);
      const gap = line === 'live' ? 0 : 5;
      return svg`<path class=${line} d="M${from.x + gap} ${from.y}H${to.x - gap}"/>`;
    })}
    ${places.map(({ state }, index) => {
      const { x, y } = at(index);
      if (state === 'failed') return svg`<path class="s-failed" d="M${x} ${y - 6}l6 6l-6 6l-6 -6z"/>`;
      return svg`<circle class="s-${state}" cx=${x} cy=${y} r=${state === 'passed' ? 4.6 : 3.6}/>`;
    })}
  </svg>`;
}
