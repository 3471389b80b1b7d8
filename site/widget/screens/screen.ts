import { html, type TemplateResult } from 'lit';
import type { RenderContext } from './render-context.ts';

/** The heading that gets the focus when the screen changes. */
export const screenHeading = ({ view }: RenderContext): TemplateResult =>
  html`<h2 id="heading" part="heading" tabindex="-1">${view.heading}</h2>`;
