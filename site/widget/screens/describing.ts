import { html, nothing, type TemplateResult } from 'lit';
import { refuseHuge } from './huge-paste.ts';
import { onEnter } from './on-enter.ts';
import type { understood } from './reading.ts';
import { pastedEvent, type RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';

/** One field for whatever the person has: it says at once what it made of it. */
export function describing(context: RenderContext, understand: typeof understood | undefined): TemplateResult {
  const { view, say, send, draft, change } = context;
  const { intake } = view;
  const start = () => {
    if (draft.text.trim() === '') return send({ type: 'check.requested' });
    change({ submitted: true });
    send(pastedEvent(draft)); // the last letters may still wait to be read
    send({ type: 'reading.taken', ...(draft.code === '' ? {} : { code: draft.code }) });
  };
  const shown = intake !== undefined && (intake.problem === '' || draft.submitted) ? intake : undefined;
  const target = (!intake?.declined.includes('target') && intake?.target) || '';
  return html`${screenHeading(context)} ${suggestion(context)}
    <div
      class="ask ${draft.dragging ? 'over' : ''}"
      part="ask"
      @keydown=${onEnter(start)}
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        if (!draft.dragging) change({ dragging: true });
      }}
      @dragleave=${() => change({ dragging: false })}
      @drop=${(event: DragEvent) => dropped(event, context)}
    >
      ${textField(context)}
      <div class="foot">
        <div class="understood" role="status">
          ${shown === undefined ? nothing : understand?.(context, shown)} ${draft.missing}
        </div>
        <button class="strong" part="button strong" @click=${start}>
          ${target === '' ? say('describe.start') : say('describe.check', { target })}
        </button>
        ${fileButton(context)}
      </div>
    </div>
    <p class="after-ask small soft">${say('describe.private')}</p>
    <p class="after-ask">
      <button class="plain less" part="button plain" @click=${() => send({ type: 'check.requested' })}>
        ${say('describe.without')}
      </button>
    </p>`;
}

function textField(context: RenderContext): TemplateResult {
  const { view, say, draft } = context;
  return html`<label class="unseen" for="said">${view.heading} ${say('describe.label-more')}</label>
    <textarea
      id="said"
      rows="3"
      spellcheck="false"
      autocapitalize="off"
      placeholder=${say('describe.placeholder')}
      .value=${draft.text}
      @input=${(event: Event) => typed(event, context)}
      @paste=${(event: ClipboardEvent) => refuseHuge(event, context)}
    ></textarea>`;
}

function fileButton({ say, openFile }: RenderContext): TemplateResult {
  return html`<label class="file" part="button">
    ${say('describe.file')}
    <input
      class="unseen"
      type="file"
      accept=".rdp,.txt,.log,.xml,.csv,.evtx,.pcap,.pcapng,.cap,text/*"
      @change=${(event: Event) => {
        const input = event.target;
        if (!(input instanceof HTMLInputElement)) return;
        const file = input.files?.[0];
        if (file !== undefined) openFile(file);
        input.value = ''; // the same file can be chosen again
      }}
    />
  </label>`;
}

function dropped(event: DragEvent, { openFile }: RenderContext): void {
  const file = event.dataTransfer?.files[0];
  if (file === undefined) return;
  event.preventDefault();
  openFile(file);
}

/** Where the text in the field is from, as long as it is not the person's own. */
function suggestion({ suggested: { text, setBy }, draft, say }: RenderContext): TemplateResult | typeof nothing {
  if (setBy === '' || text === '' || draft.text !== text) return nothing;
  const key = setBy === 'link' ? 'from-link' : /^https?:/.test(setBy) ? 'from-site' : 'from-page';
  return html`<p class="notice suggested" id="suggested">${say(`describe.${key}`, { page: setBy })}</p>`;
}

function typed(event: Event, { change, send, whenQuiet }: RenderContext): void {
  if (!(event.target instanceof HTMLTextAreaElement)) return;
  const text = event.target.value;
  change({ text, evidence: undefined, missing: '', code: '', submitted: false });
  whenQuiet(() => send(text.trim() === '' ? { type: 'reading.undone' } : { type: 'text.pasted', text }));
}
