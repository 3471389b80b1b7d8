import { html, nothing, type TemplateResult } from 'lit';
import type { Face } from '../face.ts';
import { screenHeading } from './screen.ts';

export function resolved(face: Face): TemplateResult {
  const { view, say, send } = face;
  return html`${screenHeading(face)}
    <p class="lead after-ask">
      ${say('resolved.text')} ${view.remedy === undefined ? nothing : say('resolved.by', { cause: view.remedy.title })}
    </p>
    <div class="row acts">
      <button class="strong" part="button strong" @click=${() => send({ type: 'case.restarted' })}>${say('case.restart')}</button>
      <button part="button" @click=${() => send({ type: 'case.handedOver' })}>${say('hand-over.act')}</button>
      <button part="button" @click=${() => send({ type: 'remedy.failed' })}>${say('resolved.again')}</button>
    </div>`;
}

/** The report as text, seen before it is given away. Nothing is sent. */
export function handedOver(face: Face, report: string, copy: () => void): TemplateResult {
  const { view, say, send, draft, change } = face;
  return html`${screenHeading(face)}
    <p class="lead after-ask">${say('hand-over.text')}</p>
    ${view.verdict === undefined ? html`<p class="notice after-ask">${say('hand-over.out')}</p>` : nothing}
    <p class="after-ask">
      <label class="switch">
        <input type="checkbox" .checked=${draft.hidden} @change=${() => change({ hidden: !draft.hidden, copied: false })} />
        ${say('hand-over.hide')}
      </label>
    </p>
    <pre class="report" part="report" tabindex="0" role="region" aria-label=${say('hand-over.label')}>${report}</pre>
    <div class="row acts">
      <button class="strong" part="button strong" @click=${copy}>${say(draft.copied ? 'hand-over.copied' : 'hand-over.copy')}</button>
      <button part="button" @click=${() => send({ type: 'case.resolved' })}>${say('remedy.works')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button>
    </div>`;
}
