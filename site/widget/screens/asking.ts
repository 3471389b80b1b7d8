import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { QuestionView } from '../../../machines/diagnosis/question-view.ts';
import { UNKNOWN } from '../../../machines/vocabulary.ts';
import { onEnter } from './on-enter.ts';
import { strip } from './path.ts';
import { pasteBox } from './reading.ts';
import { type Face, ours } from './render-context.ts';
import { screenHeading } from './screen.ts';

/** One question, whole sentences as answers; "I don't know" is always there, finding out is folded under it. */
export function asking(face: Face): TemplateResult | typeof nothing {
  const { view, say, send } = face;
  const { question } = view;
  if (question === undefined) return nothing;
  return html`<div class="known">${strip(view.path)}<span>${view.path.checked ? view.path.sentence : nothing} ${question.progress}</span></div>
    ${screenHeading(face)}
    <p class="why">${question.why}</p>
    ${keyed(question.id, answers(face, question))}
    ${
      view.can.conclude
        ? html`<p class="after-ask">
            <button class="plain less" part="button plain" @click=${() => send({ type: 'verdict.requested' })}>
              ${say('asking.conclude')}
            </button>
          </p>`
        : nothing
    }`;
}

/** Finding out is folded under the question: how to, and a box for what came of it. */
export function findOutFold(face: Face): TemplateResult | typeof nothing {
  const { question } = face.view;
  if (question === undefined) return nothing;
  const open = question.id === 'code';
  const inside = () => html`${question.help === '' ? nothing : ours(question.help)} ${pasteBox(face)}`;
  const fold = html`<details part="fold" ?open=${open}>
    <summary>${face.say('asking.find-out')}</summary>
    <div class="inside flow">${open || face.standing ? inside() : nothing}</div>
  </details>`;
  return html`${keyed(question.id, fold)}`;
}

function answers({ say, send, draft, change }: Face, question: QuestionView): TemplateResult {
  const given = question.answers.find(answer => answer.given !== '')?.id ?? '';
  const chosen = draft.answer === '' ? given : draft.answer;
  const next = () => {
    if (chosen === '') return change({ missing: say('asking.choose') });
    if (chosen === UNKNOWN) return send({ type: 'question.skipped' });
    send({ type: 'question.answered', question: question.id, answer: chosen });
  };
  return html`<div @keydown=${onEnter(next)}>
    <fieldset class="answers" part="answers" aria-labelledby="heading">
      ${question.answers.map(
        ({ id, label, hint, given: from }) => html`<label part="answer">
          <input type="radio" name="answer" value=${id} .checked=${id === chosen} @change=${() => change({ answer: id, missing: '' })} />
          <span>
            <b>${label}</b>
            ${hint === '' ? nothing : html`<span class="hint">${hint}</span>`}
            ${from === '' ? nothing : html`<span class="from">${from}</span>`}
          </span>
        </label>`,
      )}
    </fieldset>
    <div role="alert">${draft.missing === '' ? nothing : html`<p class="notice after-ask">${draft.missing}</p>`}</div>
    <div class="row acts">
      <button class="strong" part="button strong" @click=${next}>${say('asking.next')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>
        ${say('step.back')}
      </button>
    </div>
  </div>`;
}
