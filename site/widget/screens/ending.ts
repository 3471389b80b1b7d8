import { html, nothing, type TemplateResult } from 'lit';
import type { ReportLines } from '../../../machines/report/lines.ts';
import type { ReportPreview } from '../lazy/report-text.ts';
import { parseEmbedOptions } from '../options/embed-options.ts';
import { authorOf, supportLine } from './embed-options.ts';
import { noteBox } from './note-box.ts';
import { path } from './path.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';

/** The only green screen: the line joins. */
export function resolved(context: RenderContext): TemplateResult {
  const { view, say, send } = context;
  return html`<div class="joined">${path(context)}</div>
    ${screenHeading(context)}
    <p class="lead after-ask">
      ${view.remedy === undefined ? nothing : say('resolved.by', { cause: view.remedy.title })} ${say('resolved.text')}
    </p>
    <div class="row acts">
      <button class="strong" part="button strong" @click=${() => send({ type: 'case.restarted' })}>${say('resolved.done')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'remedy.failed' })}>${say('resolved.again')}</button>
    </div>
    <details class="after-ask" part="fold">
      <summary>${say('note.keep')}</summary>
      <div class="inside flow">${noteBox(context, view.remedy === undefined ? '' : say('note.helped', { cause: view.remedy.title }))}</div>
    </details>`;
}

/** The hand-over screen needs what only the element can do. */
export interface HandOver {
  /** Undefined until what writes it is here. */
  readonly report: () => ReportPreview | undefined;
  readonly copy: () => void;
  /** Emits the report to the page. */
  readonly give: () => void;
}

/** The report, seen before it is given away. Nothing is sent but by the person's own button. */
export function handedOver(context: RenderContext, handOver: HandOver): TemplateResult {
  const { view, say, send, draft, change } = context;
  const embed = parseEmbedOptions(context.embed);
  const report = handOver.report();
  const text = report?.text ?? '';
  const [copied, given] = embed.handOver.kind === 'event' ? [false, draft.copied] : [draft.copied, false];
  const copy = html`<button class=${embed.handOver.kind === 'copy' ? 'strong' : ''} part="button" @click=${handOver.copy}>
    ${say(copied ? 'hand-over.copied' : 'hand-over.copy')}
  </button>`;
  return html`${path(context)} ${screenHeading(context)}
    <p class="lead after-ask">${say('hand-over.text')}</p>
    ${supportLine(context)} ${embed.handOver.kind === 'mail' && embed.support === '' ? authorOf(context) : nothing}
    ${view.verdict === undefined ? html`<p class="notice after-ask">${say('hand-over.out')}</p>` : nothing}
    <p class="after-ask">
      <label class="switch">
        <input type="checkbox" .checked=${draft.hidden} @change=${() => change({ hidden: !draft.hidden, copied: false })} />
        ${say('hand-over.hide')}
      </label>
    </p>
    ${report === undefined ? nothing : preview(context, report.lines)}
    <details class="after-ask" part="fold">
      <summary>${say('hand-over.as-text')}</summary>
      <pre class="report" part="report" tabindex="0" role="region" aria-label=${say('hand-over.label')}>${text}</pre>
    </details>
    <div class="row acts">
      ${
        embed.handOver.kind === 'mail'
          ? html`<a class="button strong" part="button strong" href=${mailWith(embed.handOver.address, say('hand-over.subject'), text)}>${say('hand-over.mail')}</a>`
          : embed.handOver.kind === 'event'
            ? html`<button class="strong" part="button strong" ?disabled=${given} @click=${handOver.give}>${say(given ? 'hand-over.given' : 'hand-over.give')}</button>`
            : nothing
      }
      ${copy}
      <button part="button" @click=${() => send({ type: 'case.resolved' })}>${say('remedy.works')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button>
    </div>`;
}

/** What the reader will see, under the line that stands above it. */
function preview({ say }: RenderContext, { facts, verdict, findings }: ReportLines): TemplateResult {
  return html`<div class="sheet after-ask">
    <h3>${say('report.verdict')}</h3>
    <ul>
      ${verdict.map(line => html`<li>${line.replace(/ %/, '\u00a0%')}</li>`)}
    </ul>
    ${findings.rows.length === 0 ? nothing : html`<h3>${say('report.findings')}</h3>`}
    <dl>
      ${findings.rows.map(([question, answer, source]) => html`<div><dt>${question}</dt><dd><b>${answer}</b> <span class="soft">${source}</span></dd></div>`)}
    </dl>
    <dl class="small">
      ${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value.replace(/T(\d\d:\d\d):[\d.]+Z$/, ' $1 UTC')}</dd></div>`)}
    </dl>
  </div>`;
}

/** Longer addresses do not reach every mail program. */
const MAIL_LIMIT = 1800;

function mailWith(address: string, subject: string, report: string): string {
  const lines = report.split('\n');
  const link = () =>
    `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines.join('\r\n'))}`;
  while (lines.length > 1 && link().length > MAIL_LIMIT) lines.pop();
  return link();
}
