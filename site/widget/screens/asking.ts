import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { AnswerView, QuestionView } from '../../../machines/diagnosis/question-view.ts';
import { UNKNOWN } from '../../../machines/vocabulary.ts';
import { onEnter } from './on-enter.ts';
import { path } from './path.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';
import type { searchBox } from './search-box.ts';
import type { tapped } from './tapped.ts';

/** So many answers are shown at once; a longer list shows the usual ones first. */
const SHORT_LIST = 6;
const USUAL = 3;
/** From here on a list is looked through by typing. */
const SEARCHED = 9;

/** What comes after the first question. */
interface Later {
  readonly searchBox: typeof searchBox;
  readonly tapped: typeof tapped;
}

/** One thing to try or one question; "I don't know" is always there, finding out is folded under it. */
export function asking(context: RenderContext, later: Later | undefined): TemplateResult | typeof nothing {
  const { question } = context.view;
  if (question === undefined) return nothing;
  return html`${path(context)}${later?.tapped(context)}
    <p class="over"><b>${question.over}</b> <span class="soft">${question.progress}</span></p>
    ${keyed(question.id, question.kind === 'try' && question.attempt !== undefined ? tryCard(context, question) : asked(context, question, later))}`;
}

function asked(context: RenderContext, question: QuestionView, later: Later | undefined): TemplateResult {
  return html`${screenHeading(context)}
    <p class="why" id="why">${question.why}</p>
    ${answers(context, question, later)}`;
}

/** Something that takes a minute and no knowledge. Equals without a strong button: nobody is nudged. */
function tryCard(context: RenderContext, { id, why, attempt }: QuestionView): TemplateResult {
  const { say, send } = context;
  return html`<section class="try">
    ${screenHeading(context)}
    <p class="why">${why}</p>
    <ol class="numbered">
      ${attempt?.steps.map(step => html`<li>${step}</li>`)}
    </ol>
    <fieldset class="helped">
      <legend>${say('try.helped')}</legend>
      <div class="thirds">
        ${attempt?.outcomes.map(
          ({ answer, label }) =>
            html`<button part="button" @click=${() => send({ type: 'question.answered', question: id, answer })}>${label}</button>`,
        )}
        <button part="button" @click=${() => send({ type: 'question.skipped' })}>${say('try.cannot')}</button>
      </div>
    </fieldset>
    ${attempt?.after === undefined ? nothing : html`<p class="small soft">${attempt.after}</p>`}
    <div class="row acts">
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button>
      ${skipAll(context)}
    </div>
  </section>`;
}

function skipAll({ view, say, send }: RenderContext): TemplateResult | typeof nothing {
  if (!view.can.conclude) return nothing;
  return html`<button class="plain enough" part="button plain" @click=${() => send({ type: 'verdict.requested' })}>${say('asking.conclude')}</button>`;
}

function answers(context: RenderContext, question: QuestionView, later: Later | undefined): TemplateResult {
  const { say, send, draft, change } = context;
  const given = question.answers.find(answer => answer.given !== '')?.id ?? '';
  const chosen = draft.answer === '' ? given : draft.answer;
  const next = () => {
    if (chosen === '') return change({ missing: say('asking.choose') });
    if (chosen === UNKNOWN) return send({ type: 'question.skipped' });
    send({ type: 'question.answered', question: question.id, answer: chosen });
  };
  const { shown, isCut } = shownAnswers(question.answers, draft, chosen);
  return html`<div @keydown=${onEnter(next)}>
    ${draft.all && question.answers.length >= SEARCHED ? later?.searchBox(context) : nothing}
    <fieldset class="answers" part="answers" aria-labelledby="heading" aria-describedby="why">
      ${shown.map(
        ({ id, label, hint, given: from }) => html`<label part="answer">
          <input
            type="radio"
            name="answer"
            value=${id}
            .checked=${id === chosen}
            aria-labelledby="answer-${id}"
            aria-describedby="hint-${id}"
            @change=${() => change({ answer: id, missing: '' })}
          />
          <span>
            <b id="answer-${id}">${label}</b>
            <span id="hint-${id}">
              ${hint === '' ? nothing : html`<span class="hint">${hint}</span>`}
              ${from === '' ? nothing : html`<span class="from">${from}</span>`}
            </span>
          </span>
        </label>`,
      )}
      ${isCut ? html`<button class="plain other" part="button plain" @click=${() => change({ all: true })}>${say('asking.other')}</button>` : nothing}
    </fieldset>
    <div role="alert">${draft.missing === '' ? nothing : html`<p class="notice after-ask">${draft.missing}</p>`}</div>
    <div class="row acts">
      <button class="strong" part="button strong" @click=${next}>${say('asking.next')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>
        ${say('step.back')}
      </button>
      ${skipAll(context)}
    </div>
  </div>`;
}

/** Of a long list the usual ones, what is chosen, and that nobody knows; all of it once "Something else" was pressed. */
function shownAnswers(
  all: readonly AnswerView[],
  { all: isOpen, sought }: RenderContext['draft'],
  chosen: string,
): { readonly shown: readonly AnswerView[]; readonly isCut: boolean } {
  const isOther = ({ id }: AnswerView) => id === chosen || id === UNKNOWN;
  if (all.length <= SHORT_LIST) return { shown: all, isCut: false };
  if (!isOpen) {
    const usual = all.filter(answer => answer.usual).slice(0, USUAL);
    return { shown: all.filter(answer => usual.includes(answer) || isOther(answer)), isCut: true };
  }
  const words = sought.toLocaleLowerCase().trim();
  return {
    shown: all.filter(answer => answer.label.toLocaleLowerCase().includes(words) || isOther(answer)),
    isCut: false,
  };
}
