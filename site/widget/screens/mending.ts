import { html, nothing, type TemplateResult } from 'lit';
import type { RemedyView } from '../../../machines/diagnosis/proof.ts';
import { mayMend } from '../options/embed-options.ts';
import { localStep, supportLine } from './embed-options.ts';
import { path, strip } from './path.ts';
import { type Face, ours } from './render-context.ts';
import { screenHeading } from './screen.ts';
import { proof } from './verdict.ts';

/** One remedy, with its owner, a way back and a way to see that it worked. */
export function mending(face: Face): TemplateResult | typeof nothing {
  const { view, say, send } = face;
  const { remedy } = view;
  if (remedy === undefined) return nothing;
  const check = view.can.check && face.canLook;
  const mine = mayMend(face.house, remedy);
  return html`<div class="known">${strip(view.path)}<span>${remedy.title}</span></div>
    ${screenHeading(face)} ${localStep(face, remedy.cause)} ${remedyBox(face, remedy)}
    <div class="row acts">
      ${
        !mine
          ? html`<button class="strong" part="button strong" @click=${() => send({ type: 'case.handedOver' })}>${say('hand-over.act')}</button>`
          : check
            ? html`<button class="strong" part="button strong" @click=${() => send({ type: 'check.requested' })}>${say('check.again')}</button>`
            : html`<button class="strong" part="button strong" @click=${() => send({ type: 'remedy.tried' })}>${say('remedy.done')}</button>`
      }
      <button part="button" @click=${() => send({ type: 'case.resolved' })}>${say('remedy.works')}</button>
      <button part="button" @click=${() => send({ type: 'remedy.failed' })}>${say('remedy.fails')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button>
    </div>
    ${
      mine
        ? html`<p class="after-ask small soft">
            ${say('remedy.ask-first')}
            <button class="plain less" part="button plain" @click=${() => send({ type: 'case.handedOver' })}>${say('hand-over.act')}</button>
          </p>`
        : nothing
    }`;
}

/** While something is mended the proof is folded: one idea a screen. */
export function proofFold(face: Face): TemplateResult | typeof nothing {
  const { verdict, screen } = face.view;
  if (verdict === undefined || screen !== 'mending') return nothing;
  return html`<details part="fold">
    <summary>${face.say('verdict.know')}</summary>
    <div class="inside">${proof(face, verdict)}</div>
  </details>`;
}

function remedyBox(face: Face, view: RemedyView): TemplateResult {
  const { say } = face;
  const { title, who, effort, remedy, undo, verify } = view;
  if (!mayMend(face.house, view))
    return html`<section class="remedy" part="remedy">
      <h3>${title}</h3>
      <p class="who"><b>${say('remedy.who')}:</b> ${who}.</p>
      <p>${say('house.not-yours')}</p>
      ${supportLine(face)}
    </section>`;
  return html`<section class="remedy" part="remedy">
    <h3>${title}</h3>
    <p class="who"><b>${say('remedy.who')}:</b> ${who}. ${effort}.</p>
    ${ours(remedy)}
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
    ${supportLine(face)}
  </section>`;
}

/** A check cannot sign in: at the end the person tries, and says. */
export function verifying(face: Face): TemplateResult {
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
  return html`${screenHeading(face)}
    <p class="lead after-ask">${say(view.path.clear ? 'verifying.clear.text' : 'verifying.trying.text')}</p>
    ${view.path.checked ? html`<div class="panel">${path(face)}</div>` : nothing}
    <div class="row acts">
      <button class="strong" part="button strong" @click=${() => send({ type: 'case.resolved' })}>${say('remedy.works')}</button>
      <button part="button" @click=${() => send({ type: 'remedy.failed' })}>${say('remedy.fails')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button>
    </div>`;
}
