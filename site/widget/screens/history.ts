import { html, nothing, type TemplateResult } from 'lit';
import type { Face } from './render-context.ts';

/** Everything the person told, each with a tick that takes it back. */
export function history(face: Face): TemplateResult | typeof nothing {
  const { view, say, standing } = face;
  const changeable = !['checking', 'verifying', 'reading', 'resolved'].includes(view.screen);
  if (view.history.length === 0 || !changeable) return nothing;
  return html`<details part="fold history">
      <summary>${say('history.title')} (${view.history.length})</summary>
      <div class="inside">${standing ? entries(face) : nothing}</div>
    </details>`;
}

function entries({ view, say, send }: Face): TemplateResult {
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

/** Why no check was made, and what to do about it. */
export function helperNote({ view, say, send, canLook }: Face): TemplateResult | typeof nothing {
  if (view.helper === undefined || !['asking', 'concluded', 'cannot-tell', 'mending'].includes(view.screen))
    return nothing;
  return html`<details part="fold helper">
      <summary>${view.helper.sentence}</summary>
      <div class="inside flow">
        <p>${view.helper.mend}</p>
        ${view.helper.run === undefined ? nothing : html`<p><code>${view.helper.run}</code></p>`}
        ${
          canLook
            ? html`<p><button class="less" part="button" @click=${() => send({ type: 'check.requested' })}>${say('check.again')}</button></p>`
            : nothing
        }
      </div>
    </details>`;
}
