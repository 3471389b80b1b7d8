import { html, nothing, type TemplateResult } from 'lit';
import { checking } from './checking.ts';
import { path } from './path.ts';
import { remedyBox, remedyFolds } from './remedy.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';
import { proof } from './verdict.ts';

/** One remedy by itself: of a page about this cause, or of another cause than the first. */
export function mending(context: RenderContext): TemplateResult | typeof nothing {
  const { view, say, send } = context;
  const { remedy } = view;
  if (remedy === undefined) return nothing;
  return html`${path(context)} ${screenHeading(context)} ${remedyBox(context, remedy)}
    <p class="after-ask small soft">
      ${say('remedy.ask-first')}
      <button class="plain less" part="button plain" @click=${() => send({ type: 'case.handedOver' })}>${say('hand-over.act')}</button>
    </p>
    <p><button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button></p>
    <div class="folds">${remedyFolds(context, remedy)}</div>`;
}

/** While something is being fixed the proof is folded: one idea a screen. */
export function proofFold(context: RenderContext): TemplateResult | typeof nothing {
  const { verdict, screen } = context.view;
  if (verdict === undefined || screen !== 'mending') return nothing;
  return html`<details part="fold">
    <summary>${context.say('verdict.know')}</summary>
    <div class="inside">${proof(context, verdict)}</div>
  </details>`;
}

/** A check cannot sign in: at the end the person tries, and says. */
export function verifying(context: RenderContext): TemplateResult {
  const { view, say, send } = context;
  if (view.verifying === 'rechecking') return checking(context);
  return html`${path(context)} ${screenHeading(context)}
    <p class="lead after-ask">${say(view.path.clear ? 'verifying.clear.text' : 'verifying.trying.text')}</p>
    <div class="row acts">
      <button class="strong" part="button strong" @click=${() => send({ type: 'case.resolved' })}>${say('remedy.works')}</button>
      <button part="button" @click=${() => send({ type: 'remedy.failed' })}>${say('remedy.fails')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button>
    </div>`;
}
