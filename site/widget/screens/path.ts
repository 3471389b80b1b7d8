import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Belief } from '../../../machines/diagnosis/bracket.ts';
import type { Place } from '../../../machines/diagnosis/path.ts';
import type { PlaceState } from '../../../machines/diagnosis/place-state.ts';
import type { RenderContext } from './render-context.ts';

/** One joint; its shape tells the state without colour. */
export function joint(state: PlaceState): TemplateResult {
  return html`<svg class="joint j-${state}" viewBox="0 0 30 30" aria-hidden="true">${SHAPES[state]}</svg>`;
}

const SHAPES: Readonly<Record<PlaceState, TemplateResult>> = {
  passed: svg`<circle class="body" cx="15" cy="15" r="14"/><path class="sign" d="M9 15.5l4 4 8-9"/>`,
  told: svg`<circle class="body" cx="15" cy="15" r="12.6"/><path class="sign" d="M9.6 15.4l3.7 3.7 7.2-8"/>`,
  failed: svg`<rect class="body" x="4.8" y="4.8" width="20.4" height="20.4" rx="3.5" transform="rotate(45 15 15)"/><path class="sign" d="M11 11l8 8M19 11l-8 8"/>`,
  maybe: svg`<rect class="body" x="5.6" y="5.6" width="18.8" height="18.8" rx="3.5" transform="rotate(45 15 15)"/><path class="sign" d="M11.9 12.4a3.2 3.2 0 1 1 4.8 2.8c-1.1.7-1.7 1.2-1.7 2.4M15 21.1v.01"/>`,
  unknown: svg`<circle class="body" cx="15" cy="15" r="12.5"/><path class="sign" d="M11.6 12.2a3.5 3.5 0 1 1 5.2 3.1c-1.2.7-1.8 1.3-1.8 2.5M15 21.6v.01"/>`,
  running: svg`<circle class="body" cx="15" cy="15" r="12"/><path class="sign" d="M15 3a12 12 0 0 1 12 12"/><circle class="core" cx="15" cy="15" r="4.5"/>`,
  skipped: svg`<circle class="body" cx="15" cy="15" r="9"/><path class="sign" d="M11.5 15h7"/>`,
  waiting: svg`<circle class="body" cx="15" cy="15" r="7"/>`,
};

/**
 * The signature picture, at the same place on every screen. It is an ordered list; without styles, in a copy and for a
 * screen reader that list remains. Belief is a bracket over places, a place that is not settled a button.
 */
export function path(context: RenderContext, stands = false): TemplateResult {
  const { view, say } = context;
  const { places, sentence, clear, belief, mended } = view.path;
  return html`<div class="path" part="path" role="group" aria-label=${say('path.label')}>
    <div class="rail ${view.screen === 'checking' || view.verifying === 'rechecking' || stands ? 'stand' : ''}">
      ${belief === undefined ? nothing : bracket(belief, places)}
      <ol>
        ${places.map(place => placeItem(place, context, place.id === mended))}
        <li class="end" data-state=${clear ? 'joined' : 'waiting'} data-in=${clear ? 'passed' : 'waiting'} aria-hidden="true">
          <svg viewBox="0 0 44 30">
            <rect class="glass" x="5.5" y="3" width="33" height="22" rx="4" />
            <path class="lit" d="M15.5 14l5 5 9-10" />
            <path class="lit" d="M15.5 29h13" />
          </svg>
        </li>
      </ol>
    </div>
    ${sentence === view.heading ? nothing : html`<p class=${belief && view.screen === 'asking' ? 'unseen' : 'says-it'}>${sentence}</p>`}
  </div>`;
}

/** The places under a bracket are named for those who do not see it. */
function bracket({ from, over, words }: Belief, places: readonly Place[]): TemplateResult {
  const end = from + over - 1;
  const names = over === 1 ? [places[from]] : [places[from], places[end]];
  const kind = over > 1 ? 'wide' : '';
  const edge = from === 0 ? 'first' : end === places.length - 1 ? 'last' : '';
  return html`<p class="belief ${kind} ${edge}" .style=${`grid-column: ${from + 1} / span ${over}`}>
    <span>${words}<span class="unseen">: ${names.map(place => place?.name).join(' – ')}.</span></span>
  </p>`;
}

/** What the piece of line that leads to a joint looks like. */
function leading(state: PlaceState): string {
  if (state === 'failed') return 'passed';
  return state === 'maybe' ? 'waiting' : state;
}

function placeItem(
  { id, state, name, word, seen, time, tap }: Place,
  context: RenderContext,
  isMended: boolean,
): TemplateResult {
  const { draft, change, view, say } = context;
  const shown = state === 'running' && draft.elapsed !== '' ? draft.elapsed : time;
  const label = html`${name}<span class="unseen">: ${word}.</span>`;
  const isOpen = draft.part === id;
  const place =
    tap === undefined || view.screen !== 'asking'
      ? html`<span class="place">${label}</span>`
      : html`<button class="part" aria-expanded=${isOpen} @click=${() => change({ part: isOpen ? '' : id })}>
          ${label}<span class="unseen"> ${say('tap.ask')}</span>
        </button>`;
  return html`<li data-state=${state} data-in=${leading(state)} class=${isMended ? 'mended' : ''}>
    ${
      state === 'failed'
        ? html`<svg class="loose down" viewBox="0 0 30 40" preserveAspectRatio="none" aria-hidden="true"><path d="M28 4C22 12 15 22 15 42" /></svg>`
        : nothing
    }
    <svg class="loose across" viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true"><path d="M6 20C20 26 48 30 104 44" /></svg>
    ${joint(state)} ${place}
    <span class="seen">${seen}</span>
    ${shown === '' ? nothing : html`<span class="time">${shown}</span>`}
  </li>`;
}
