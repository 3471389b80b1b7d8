import { html, nothing, type TemplateResult } from 'lit';
import { firstThing } from '../../../machines/diagnosis/first-thing.ts';
import type { RemedyView } from '../../../machines/diagnosis/remedy.ts';
import { mayFix } from '../options/embed-options.ts';
import { localStep, supportLine } from './embed-options.ts';
import { ours } from './ours.ts';
import type { RenderContext } from './render-context.ts';

/** The first thing to do, for the system of this person, with its time, a way back and a way to see that it worked. */
export function remedyBox(context: RenderContext, remedy: RemedyView): TemplateResult {
  const { say } = context;
  const { who, effort, undo, verify } = remedy;
  if (!mayFix(context.embed, remedy))
    return html`${localStep(context, remedy.cause)}
      <section class="remedy" part="remedy">
        <h3>${say('remedy.title')}</h3>
        <p class="who">${who}.</p>
        <p>${say('embed.not-yours')}</p>
        ${supportLine(context)}
        <div class="row acts">
          <button class="strong" part="button strong" @click=${() => context.send({ type: 'case.handedOver' })}>${say('hand-over.act')}</button>
          ${outcomes(context, remedy)}
        </div>
      </section>`;
  return html`${localStep(context, remedy.cause)}
    <section class="remedy" part="remedy">
      <h3>${say('remedy.title')}</h3>
      <p class="who">${who}. ${effort}.</p>
      ${ours(firstThing(remedy.remedy, remedy.system).first)}
      <dl class="after">
        <div>
          <dt>${say('remedy.undo')}</dt>
          <dd>${ours(undo)}</dd>
        </div>
        <div>
          <dt>${say('remedy.verify')}</dt>
          <dd>${ours(verify)}</dd>
        </div>
      </dl>
      ${supportLine(context)} ${acts(context, remedy)}
    </section>`;
}

/** At most one strong button: to look again where there is a helper, else to say that it works. */
function acts(context: RenderContext, remedy: RemedyView): TemplateResult {
  const { view, say, canLook } = context;
  const check = view.can.check && canLook;
  return html`<div class="row acts">
    ${
      check
        ? html`<button class="strong" part="button strong" @click=${() => tried(context, remedy, 'check.requested')}>${say('check.again')}</button>`
        : html`<button class="strong" part="button strong" @click=${() => tried(context, remedy, 'case.resolved')}>${say('remedy.works')}</button>`
    }
    ${check ? html`<button part="button" @click=${() => tried(context, remedy, 'case.resolved')}>${say('remedy.works')}</button>` : nothing}
    <button part="button" @click=${() => tried(context, remedy, 'remedy.failed')}>${say('remedy.fails')}</button>
  </div>`;
}

function outcomes(context: RenderContext, remedy: RemedyView): TemplateResult {
  return html`<button part="button" @click=${() => tried(context, remedy, 'case.resolved')}>${context.say('remedy.works')}</button>
    <button part="button" @click=${() => tried(context, remedy, 'remedy.failed')}>${context.say('remedy.fails')}</button>`;
}

/** The remedy on the screen is the one that was tried. */
function tried({ view, send }: RenderContext, { cause }: RemedyView, outcome: Outcome): void {
  if (view.screen !== 'mending') send({ type: 'remedy.chosen', cause });
  send({ type: outcome });
}

type Outcome = 'check.requested' | 'case.resolved' | 'remedy.failed';

/** What follows the first thing, the same for other systems, and where the special cases stand. */
export function remedyFolds(context: RenderContext, remedy: RemedyView): TemplateResult | typeof nothing {
  if (!mayFix(context.embed, remedy)) return nothing;
  const { say } = context;
  const { rest, others } = firstThing(remedy.remedy, remedy.system);
  const fold = (title: string, markup: string) =>
    markup === ''
      ? nothing
      : html`<details part="fold">
          <summary>${title}</summary>
          <div class="inside flow">${ours(markup)}</div>
        </details>`;
  return html`${fold(say('remedy.rest'), rest)} ${fold(say('remedy.others'), others)}
    <p class="after-ask ours"><a href=${remedy.guide}>${say('remedy.guide')}</a></p>`;
}
