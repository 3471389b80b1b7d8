import { html, nothing, type TemplateResult } from 'lit';
import type { EvidenceLine, VerdictView } from '../../../machines/diagnosis/proof.ts';
import { mayFix } from '../options/embed-options.ts';
import { brief } from './brief.ts';
import { joint, path } from './path.ts';
import { recordedLine } from './reading.ts';
import { remedyBox, remedyFolds } from './remedy.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';
import { sureWord } from './sure-word.ts';

/** How sure we are, the answer, the first thing to do; what points to it beside or under it; the rest folded. */
export function concluded(context: RenderContext): TemplateResult | typeof nothing {
  const { view, say, send } = context;
  const { verdict, remedy } = view;
  if (verdict === undefined || remedy === undefined) return nothing;
  if (context.brief && context.draft.whole === undefined) return brief(context, verdict);
  const isGuess = verdict.level === 'guess';
  return html`${path(context)}
    <div class="pair is-${verdict.level}">
      <div>
        ${sureWord(context, verdict)} ${screenHeading(context)}
        <p class="lead after-ask">${isGuess ? say('verdict.guess.is', { cause: verdict.title }) : verdict.short}</p>
        ${view.path.clear ? html`<p class="notice after-ask">${say('verdict.clear')}</p>` : nothing}
        ${
          view.can.askMore && verdict.settling !== undefined
            ? html`<p class="notice after-ask">
                ${say('verdict.settling', { question: verdict.settling })}
                <button class="plain less" part="button plain" @click=${() => send({ type: 'question.requested' })}>${say('verdict.more')}</button>
              </p>`
            : nothing
        }
        ${remedyBox(context, remedy)}
        ${
          mayFix(context.embed, remedy)
            ? html`<p class="after-ask small soft">
                ${say('remedy.ask-first')}
                <button class="plain less" part="button plain" @click=${() => send({ type: 'case.handedOver' })}>${say('hand-over.act')}</button>
              </p>`
            : nothing
        }
        <div class="folds">${remedyFolds(context, remedy)} ${lessLikely(context, verdict)}</div>
      </div>
      <section class="proof" part="proof">${proof(context, verdict)}</section>
    </div>`;
}

/** What speaks for the cause, what against, what contradicts itself, and what would settle it. */
export function proof({ say, view }: RenderContext, verdict: VerdictView): TemplateResult {
  const { for: pro, against, contradictions, tried, level, settling } = verdict;
  const open = level === 'sure' || settling === undefined ? [] : [settling];
  return html`<div class="flow">
    <h3>${say(level === 'sure' ? 'verdict.know' : 'verdict.points')}</h3>
    ${pro.length === 0 ? html`<p class="small soft">${say('verdict.nothing-for')}</p>` : evidence(pro, say)} ${recordedLine(view)}
    ${
      open.length === 0
        ? nothing
        : html`<ul class="marks">
            ${open.map(
              question => html`<li class="marked">
                ${joint('waiting')}
                <div>${question}<br /><span class="tiny">${say('verdict.would-settle')}</span></div>
              </li>`,
            )}
          </ul>`
    }
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
  </div>`;
}

/** What else it could be. */
function lessLikely({ say, send, embed }: RenderContext, { less }: VerdictView): TemplateResult | typeof nothing {
  if (less.length === 0) return nothing;
  return html`<details part="fold">
    <summary>${say('verdict.less')} (${less.length})</summary>
    <ul class="inside less">
      ${less.map(
        ({ cause, audience, title, odds }) => html`<li>
          <div><b>${title}</b><br /><span class="tiny">${odds}</span></div>
          ${
            mayFix(embed, { audience })
              ? html`<button class="less" part="button" @click=${() => send({ type: 'remedy.chosen', cause })}>
                  ${say('verdict.try-this')}
                </button>`
              : nothing
          }
        </li>`,
      )}
    </ul>
  </details>`;
}

function evidence(lines: readonly EvidenceLine[], say: RenderContext['say']): TemplateResult {
  return html`<ul class="marks">
    ${lines.map(
      ({ sign, words, source }) => html`<li class="marked">
        ${sign === 'unknown' ? html`<span class="dot" aria-hidden="true"></span>` : html`${joint(sign)}`}
        <div>
          ${sign === 'unknown' ? nothing : html`<span class="unseen">${say(`state.${sign}`)}: </span>`}${words}<br /><span class="tiny">${source}</span>
        </div>
      </li>`,
    )}
  </ul>`;
}
