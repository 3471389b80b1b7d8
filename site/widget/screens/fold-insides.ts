import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../../../machines/diagnosis/view.ts';
import { noteBox } from './note-box.ts';
import { ours } from './ours.ts';
import { pasteBox } from './paste-box.ts';
import type { RenderContext } from './render-context.ts';

/** How to find out, and a box for what came of it. */
export const findingOut = (context: RenderContext, help: string): TemplateResult =>
  html`${help === '' ? nothing : ours(help)} ${pasteBox(context)}`;

/** Everything the person told, each with a tick that takes it back. */
export function historyEntries(context: RenderContext): TemplateResult {
  const { view, say, send } = context;
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
    ${noteBox(context)}
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
export function helperHelp({ say, send, canLook }: RenderContext, helper: NonNullable<View['helper']>): TemplateResult {
  const key = `helper.${helper.state}.run`;
  const run = say(key, { program: say('helper.program') });
  // A key without words shows itself: no command cures this.
  return html`<p>${say(`helper.${helper.state}.mend`)}</p>
    ${run === key ? nothing : html`<p><code>${run}</code></p>`}
    ${
      canLook
        ? html`<p><button class="less" part="button" @click=${() => send({ type: 'check.requested' })}>${say('check.again')}</button></p>`
        : nothing
    }`;
}
