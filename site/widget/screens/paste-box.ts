import { html, type TemplateResult } from 'lit';
import { refuseHuge } from './huge-paste.ts';
import type { RenderContext } from './render-context.ts';

/** The box under a question into which a command's output goes. */
export function pasteBox(context: RenderContext): TemplateResult {
  const { say, send, draft, change } = context;
  const readIt = () =>
    draft.text.trim() === ''
      ? change({ missing: say('reading.too-little') })
      : send({ type: 'text.pasted', text: draft.text });
  return html`<label class="flow">
      <b>${say('reading.paste')}</b>
      <textarea
        class="code"
        rows="3"
        spellcheck="false"
        .value=${draft.text}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLTextAreaElement) change({ text: event.target.value, missing: '' });
        }}
        @paste=${(event: ClipboardEvent) => refuseHuge(event, context)}
      ></textarea>
    </label>
    <p class="tiny">${say('reading.paste-more')}</p>
    <p><button class="less" part="button" @click=${readIt}>${say('reading.read')}</button></p>`;
}
