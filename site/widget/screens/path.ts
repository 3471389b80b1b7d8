import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Path, Place, PlaceState } from '../../../machines/diagnosis/path.ts';
import type { Face } from './render-context.ts';

/** One joint; its shape tells the state without colour. */
export function joint(state: PlaceState): TemplateResult {
  return html`<svg class="joint j-${state}" viewBox="0 0 30 30" aria-hidden="true">${SHAPES[state]}</svg>`;
}

const SHAPES: Readonly<Record<PlaceState, TemplateResult>> = {
  passed: svg`<circle class="body" cx="15" cy="15" r="14"/><path class="sign" d="M9 15.5l4 4 8-9"/>`,
  failed: svg`<rect class="body" x="4.8" y="4.8" width="20.4" height="20.4" rx="3.5" transform="rotate(45 15 15)"/><path class="sign" d="M11 11l8 8M19 11l-8 8"/>`,
  unknown: svg`<circle class="body" cx="15" cy="15" r="12.5"/><path class="sign" d="M11.6 12.2a3.5 3.5 0 1 1 5.2 3.1c-1.2.7-1.8 1.3-1.8 2.5M15 21.6v.01"/>`,
  running: svg`<circle class="body" cx="15" cy="15" r="12"/><path class="sign" d="M15 3a12 12 0 0 1 12 12"/><circle class="core" cx="15" cy="15" r="4.5"/>`,
  skipped: svg`<circle class="body" cx="15" cy="15" r="9"/><path class="sign" d="M11.5 15h7"/>`,
  waiting: svg`<circle class="body" cx="15" cy="15" r="6"/>`,
};

/** The signature picture. It is an ordered list; without styles, in a copy and for a screen reader that list remains. */
export function path({ view, say, draft }: Face): TemplateResult {
  const { places, sentence, clear } = view.path;
  return html`<div class="path" part="path" role="group" aria-label=${say('path.label')}>
    <p class="unseen">${sentence}</p>
    <ol>
      ${places.map(place => placeItem(place, draft.elapsed))}
      <li class="end" data-state=${clear ? 'passed' : 'waiting'} aria-hidden="true">
        <svg viewBox="0 0 44 30">
          <rect class="glass" x="5.5" y="3" width="33" height="22" rx="4" />
          <path class="lit" d="M15.5 14l5 5 9-10" />
          <path class="lit" d="M15.5 29h13" />
        </svg>
      </li>
    </ol>
  </div>`;
}

function placeItem({ state, name, word, seen, time }: Place, elapsed: string): TemplateResult {
  const shown = state === 'running' && elapsed !== '' ? elapsed : time;
  return html`<li data-state=${state}>
    ${
      state === 'failed'
        ? html`<svg class="loose down" viewBox="0 0 30 40" preserveAspectRatio="none" aria-hidden="true"><path d="M28 4C22 12 15 22 15 42" /></svg>`
        : nothing
    }
    <svg class="loose across" viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true"><path d="M6 44C20 33 48 31 104 31" /></svg>
    ${joint(state)}
    <span class="place">${name}<span class="unseen">: ${word}.</span></span>
    <span class="seen">${seen}</span>
    ${shown === '' ? nothing : html`<span class="time">${shown}</span>`}
  </li>`;
}

const STRIP_STEP = 42;
const DROP = 5;

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
      const line = state === 'passed' || state === 'failed' ? 'live' : state === 'unknown' ? 'dim' : '';
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
