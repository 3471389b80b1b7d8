import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { allowedMarkup } from './allowed-markup.ts';

/**
 * HTML of our content. It comes from knowledge.json, which our build renders from content/, but which a page may load
 * from anywhere; nothing that a person, a host or a paste says ever passes here.
 */
export const ours = (markup: string): TemplateResult =>
  html`<div class="ours">${unsafeHTML(allowedMarkup(markup))}</div>`;
