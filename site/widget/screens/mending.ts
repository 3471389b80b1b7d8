import { html, nothing, type TemplateResult } from 'lit';
import { path } from './path.ts';
import { remedyBox, remedyFolds } from './remedy.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';
import { proof } from './verdict.ts';

/** One remedy by itself: of a page about this cause, or of another cause than the first. */
export function mending(face: RenderContext): TemplateResult | typeof nothing {
  const { view, say, send } = face;
  const { remedy } = view;
  if (remedy === undefined) return nothing;
  return html`${path(face)} ${screenHeading(face)} ${remedyBox(face, remedy)}
    <p class="after-ask small soft">
      ${say('remedy.ask-first')}
      <button class="plain less" part="button plain" @click=${() => send({ type: 'case.handedOver' })}>${say('hand-over.act')}</button>
    </p>
    <p><button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button></p>
    <div class="folds">${remedyFolds(face, remedy)}</div>`;
}

/** While something is mended the proof is folded: one idea a screen. */
export function proofFold(face: RenderContext): TemplateResult | typeof nothing {
  const { verdict, screen } = face.view;
  if (verdict === undefined || screen !== 'mending') return nothing;
  return html`<details part="fold">
    <summary>${face.say('verdict.know')}</summary>
    <div class="inside">${proof(face, verdict)}</div>
  </details>`;
}

/** A check cannot sign in: at the end the person tries, and says. */
export function verifying(face: RenderContext): TemplateResult {
  const { view, say, send } = face;
  if (view.verifying === 'rechecking') {
    return html`<div class="checking">
      ${screenHeading(face)} ${path(face)}
      <div class="says">
        <span>${view.wait}</span>
        <button class="less" part="button" @click=${() => send({ type: 'check.cancelled' })}>${say('check.stop')}</button>
      </div>
    </div>`;
  }
  return html`${path(face)} ${screenHeading(face)}
    <p class="lead after-ask">${say(view.path.clear ? 'verifying.clear.text' : 'verifying.trying.text')}</p>
    <div class="row acts">
      <button class="strong" part="button strong" @click=${() => send({ type: 'case.resolved' })}>${say('remedy.works')}</button>
      <button part="button" @click=${() => send({ type: 'remedy.failed' })}>${say('remedy.fails')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button>
    </div>`;
}
