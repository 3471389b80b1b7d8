import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../../../machines/diagnosis/view.ts';
import { ours } from './ours.ts';
import { pasteBox } from './paste-box.ts';
import type { Face } from './render-context.ts';

/** How to find out, and a box for what came of it. */
export const findingOut = (face: Face, help: string): TemplateResult =>
  html`${help === '' ? nothing : ours(help)} ${pasteBox(face)}`;

/** Everything the person told, each with a tick that takes it back. */
export function historyEntries({ view, say, send }: Face): TemplateResult {
  return html`<p class="small soft">${say('history.untick')}</p>
    <ul class="history">
      ${view.history.map(
        ({ question, title, answer, source, answerId }) => html`<li>
          ${
            answerId === undefined
              ? html`<div>${title}<br /><b>${answer}</b> <span class="tiny">${source}</span></div>`
              : html`<label class="switch">
                  <input
                    type="checkbox"
                    .checked=${true}
                    @change=${() => send({ type: 'answer.dropped', question, answer: answerId })}
                  />
                  <span>${title}<br /><b>${answer}</b> <span class="tiny">${source}</span></span>
                </label>`
          }
          <button
            class="less"
            part="button"
            aria-label=${say('history.change-of', { question: title })}
            @click=${() => send({ type: 'answer.changed', question })}
          >
            ${say('history.change')}
          </button>
        </li>`,
      )}
    </ul>
    <div class="row">
      ${
        view.can.undoReading && view.screen !== 'describing'
          ? html`<button class="plain less" part="button plain" @click=${() => send({ type: 'reading.undone' })}>${say('reading.undo')}</button>`
          : nothing
      }
      <button class="plain less" part="button plain" @click=${() => send({ type: 'case.restarted' })}>${say('case.restart')}</button>
    </div>`;
}

/** What to do where no check could be made. */
export function helperHelp({ say, send, canLook }: Face, helper: NonNullable<View['helper']>): TemplateResult {
  return html`<p>${helper.mend}</p>
    ${helper.run === undefined ? nothing : html`<p><code>${helper.run}</code></p>`}
    ${
      canLook
        ? html`<p><button class="less" part="button" @click=${() => send({ type: 'check.requested' })}>${say('check.again')}</button></p>`
        : nothing
    }`;
}

const GUIDES_AT_ONCE = 2;

/**
 * The guides that hold the special case of what was told, the newest first. Which answer leads where is content:
 * `guide.QUESTION.ANSWER` names it, and `guide.QUESTION.ANSWER.page` says which one it is.
 */
export function guideLinks({ view, say }: Face): TemplateResult | typeof nothing {
  if (!['asking', 'concluded', 'cannot-tell', 'crossed-off', 'mending'].includes(view.screen)) return nothing;
  const named = view.history.flatMap(({ question, answerId }) => {
    const key = `guide.${question}.${answerId}`;
    const page = say(`${key}.page`);
    return page === `${key}.page` ? [] : [[page, say(key)] as const];
  });
  const guides = [...new Map(named.toReversed())].slice(0, GUIDES_AT_ONCE);
  if (guides.length === 0) return nothing;
  return html`<p class="notice ours guides">
    ${say('guide.have')} ${guides.map(([page, name]) => html`<a href="/guides/${page}/">${name}</a> `)}
  </p>`;
}
