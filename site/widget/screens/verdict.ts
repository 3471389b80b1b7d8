import { html, nothing, svg, type TemplateResult } from 'lit';
import type { EvidenceLine, VerdictView } from '../../../machines/diagnosis/proof.ts';
import { mayMend } from '../options/embed-options.ts';
import { localStep, supportLine } from './embed-options.ts';
import { joint, path } from './path.ts';
import type { Face } from './render-context.ts';
import { screenHeading } from './screen.ts';

/** The answer first, who can act and what to do next, the proof under it, the rest folded. */
export function concluded(face: Face): TemplateResult | typeof nothing {
  const { view, say, send } = face;
  const { verdict, remedy } = view;
  if (verdict === undefined || remedy === undefined) return nothing;
  const mine = mayMend(face.house, remedy);
  return html`${odds(verdict)} ${screenHeading(face)}
    <p class="lead after-ask">${verdict.short}</p>
    ${
      verdict.settled
        ? nothing
        : html`<p class="notice after-ask">
            ${say('verdict.open')} ${verdict.settling === undefined ? nothing : say('verdict.settling', { question: verdict.settling })}
          </p>`
    }
    ${view.path.clear ? html`<p class="notice after-ask">${say('verdict.clear')}</p>` : nothing}
    ${view.path.places.every(({ state }) => state === 'waiting') ? nothing : html`<div class="panel">${path(face)}</div>`}
    ${localStep(face, remedy.cause)}
    <div class="pair">
      <section class="remedy" part="remedy">
        <h3>${say('remedy.who')}</h3>
        <p class="who">${remedy.who}. ${remedy.effort}.</p>
        <div class="row">
          ${
            view.can.askMore
              ? html`<button class="strong" part="button strong" @click=${() => send({ type: 'question.requested' })}>${say('verdict.more')}</button>`
              : nothing
          }
          ${
            mine
              ? html`<button
                  class=${view.can.askMore ? '' : 'strong'}
                  part="button ${view.can.askMore ? '' : 'strong'}"
                  @click=${() => send({ type: 'remedy.chosen', cause: remedy.cause })}
                >
                  ${say('verdict.mend')}
                </button>`
              : nothing
          }
          ${
            view.can.check && face.canLook
              ? html`<button part="button" @click=${() => send({ type: 'check.requested' })}>${say('check.again')}</button>`
              : nothing
          }
          <button
            class=${mine || view.can.askMore ? '' : 'strong'}
            part="button ${mine || view.can.askMore ? '' : 'strong'}"
            @click=${() => send({ type: 'case.handedOver' })}
          >
            ${say('hand-over.act')}
          </button>
        </div>
        ${mine ? nothing : html`<p class="after-ask small soft">${say('house.not-yours')}</p>`} ${supportLine(face)}
      </section>
      <section part="proof">${proof(face, verdict)}</section>
    </div>`;
}

/** How sure we are: words first, then tenths in ink. */
export function odds({ sureness, tenths, odds: sentence }: VerdictView): TemplateResult {
  const cells = Array.from({ length: 10 }, (_, index) => index);
  return html`<p class="odds">
    <span class="word">${sureness}</span>
    <svg class="ten" viewBox="0 0 97 16" aria-hidden="true">
      ${cells.map(index => svg`<rect class=${index < tenths ? 'on' : ''} x=${index * 10 + 0.75} y="0.75" width="5.5" height="14.5" rx="1.5"/>`)}
    </svg>
    <span class="soft small">${sentence}</span>
  </p>`;
}

/** What speaks for the cause, what against, what contradicts itself, and what else it could be. */
export function proof({ say, send, house }: Face, verdict: VerdictView): TemplateResult {
  const { for: pro, against, less, contradictions, tried } = verdict;
  return html`<div class="flow">
    <h3>${say('verdict.know')}</h3>
    ${pro.length === 0 ? html`<p class="small soft">${say('verdict.nothing-for')}</p>` : evidence(pro, say)}
    ${against.length === 0 ? nothing : html`<h3>${say('verdict.against')}</h3>${evidence(against, say)}`}
    ${
      contradictions.length === 0
        ? nothing
        : html`<h3>${say('verdict.contradictions')}</h3>
            <ul class="marks">
              ${contradictions.map(words => html`<li class="marked">${joint('unknown')}<div>${words}</div></li>`)}
            </ul>`
    }
    ${tried.length === 0 ? nothing : html`<p class="small soft">${say('verdict.tried', { causes: tried.join(', ') })}</p>`}
    ${
      less.length === 0
        ? nothing
        : html`<details part="fold">
            <summary>${less.length === 1 ? say('verdict.less-one') : say('verdict.less', { count: less.length })}</summary>
            <ul class="inside less">
              ${less.map(
                ({ cause, audience, title, sureness }) => html`<li>
                  <div><b>${title}</b><br /><span class="tiny">${sureness}</span></div>
                  ${
                    mayMend(house, { audience })
                      ? html`<button class="less" part="button" @click=${() => send({ type: 'remedy.chosen', cause })}>
                          ${say('verdict.try-this')}
                        </button>`
                      : nothing
                  }
                </li>`,
              )}
            </ul>
          </details>`
    }
  </div>`;
}

function evidence(lines: readonly EvidenceLine[], say: Face['say']): TemplateResult {
  return html`<ul class="marks">
    ${lines.map(
      ({ sign, words, source }) => html`<li class="marked">
        ${joint(sign)}
        <div><span class="unseen">${say(`state.${sign}`)}: </span>${words}<br /><span class="tiny">${source}</span></div>
      </li>`,
    )}
  </ul>`;
}
