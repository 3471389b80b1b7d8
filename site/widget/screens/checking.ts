import { html, type TemplateResult } from 'lit';
import { path } from './path.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';

/** A check at work: the path fills. It fits a popup without scrolling. */
export function checking(context: RenderContext): TemplateResult {
  const { view, say, send } = context;
  return html`<div class="checking ${context.brief ? 'brief' : ''}">
    ${screenHeading(context)} ${path(context)}
    <div class="says">
      <span>${view.wait}</span>
      <button class="less" part="button" @click=${() => send({ type: 'check.cancelled' })}>${say('check.stop')}</button>
    </div>
  </div>`;
}
