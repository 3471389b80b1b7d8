import { html, nothing, type TemplateResult } from 'lit';
import type { IntakeView } from '../../../machines/diagnosis/view.ts';
import { path } from './path.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';

/** What was understood of a paste, before it counts. */
export function understood(context: RenderContext, intake: IntakeView): TemplateResult {
  const { say, send, draft, change } = context;
  const { problem, codes, declined } = intake;
  const parts = partsOf(intake, say);
  const [near] = intake.near;
  if (near !== undefined)
    return html`<b>${say('near.title', { message: near.meaning })}</b>
      <p class="row after-ask">
        <button class="less" part="button" @click=${() => send({ type: 'near.confirmed', code: near.id })}>${say('near.yes')}</button>
        <span class="soft small">${say('near.no')}</span>
      </p>`;
  if (problem !== '') return html`<p>${problem}</p>${noteLine(say, intake)}`;
  return html`${parts.length + codes.length === 0 ? nothing : html`<b>${say(parts.length > 0 ? 'describe.got' : 'describe.read')}</b>`}
    <ul class="ticks">
      ${parts.map(
        ({ part, words, phrase }) => html`<li>
          <label class="switch">
            <input
              type="checkbox"
              .checked=${!declined.includes(part)}
              @change=${() => send({ type: 'reading.changed', part, meant: declined.includes(part) })}
            />
            <span>${words}${part === 'code' ? meaningBeside(words, codes) : nothing}${phrase === '' ? nothing : html`<br /><span class="tiny">“${phrase}”</span>`}</span>
          </label>
        </li>`,
      )}
    </ul>
    ${intake.path === undefined ? nothing : path({ ...context, view: { ...context.view, path: intake.path } })}
    ${recordedLine(intake)} ${noteLine(say, intake)}
    ${
      codes.length > 1
        ? html`<fieldset class="answers">
            <legend class="unseen">${say('describe.which')}</legend>
            <label class="tiny"><span></span>${say('describe.which')}</label>
            ${codes.map(
              ({ id, label }, index) => html`<label>
                <input
                  type="radio"
                  name="surface"
                  .checked=${draft.code === '' ? index === 0 : draft.code === id}
                  @change=${() => change({ code: id })}
                />
                <span><b>${label}</b></span>
              </label>`,
            )}
          </fieldset>`
        : nothing
    }`;
}

/** Everything that can be taken back: the host, the code where it can only be one, and the answers. */
function partsOf({ target, codes, parts }: IntakeView, say: RenderContext['say']): IntakeView['parts'] {
  const host = target === '' ? [] : [{ part: 'target', words: say('describe.target', { target }), phrase: '' }];
  const code = codes.length === 1 ? codes.map(({ label }) => ({ part: 'code', words: label, phrase: '' })) : [];
  return [...host, ...code, ...parts];
}

/** What a code means, where its name does not say it. */
const meaningBeside = (words: string, [code]: IntakeView['codes']): TemplateResult | typeof nothing =>
  code === undefined || code.meaning === '' || code.meaning === words
    ? nothing
    : html`<br /><span class="tiny">${code.meaning}</span>`;

/** How the attempt in a capture ended, where no finding says it. */
export const recordedLine = ({ recorded = '' }: { readonly recorded?: string }): TemplateResult | typeof nothing =>
  recorded === '' ? nothing : html`<p class="small after-ask">${recorded}</p>`;

const noteLine = (say: RenderContext['say'], { note }: IntakeView): TemplateResult | typeof nothing =>
  note === '' ? nothing : html`<p class="tiny">${say('describe.note', { note })}</p>`;

/** A paste in the middle of the questions: take it, or not. */
export function reading(context: RenderContext): TemplateResult {
  const { view, say, send, draft } = context;
  const { intake } = view;
  const takeable = intake !== undefined && intake.problem === '';
  return html`${screenHeading(context)}
    <div class="panel understood">${intake === undefined ? nothing : understood(context, intake)}</div>
    <div class="row acts">
      ${
        takeable
          ? html`<button
              class="strong"
              part="button strong"
              @click=${() => send({ type: 'reading.taken', ...(draft.code === '' ? {} : { code: draft.code }) })}
            >
              ${say('reading.take')}
            </button>`
          : nothing
      }
      <button part="button" @click=${() => send({ type: 'reading.undone' })}>
        ${takeable ? say('reading.drop') : say('step.back')}
      </button>
    </div>`;
}
