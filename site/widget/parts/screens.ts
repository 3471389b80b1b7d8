import { html, type nothing, type TemplateResult } from 'lit';
import type { Face } from '../face.ts';
import { asking, findOutFold } from './asking.ts';
import { checking } from './checking.ts';
import { describing } from './describing.ts';
import { handedOver, resolved } from './ending.ts';
import { helperNote, history } from './history.ts';
import { mending, proofFold, verifying } from './mending.ts';
import { reading } from './reading.ts';
import { concluded } from './verdict.ts';

/** The hand-over screen needs what only the element can do. */
export interface HandOver {
  readonly report: () => string;
  readonly copy: () => void;
}

export function screenOf(face: Face, { report, copy }: HandOver): TemplateResult {
  return html`${main(face, report, copy)}
    <div class="folds">${findOutFold(face)}${proofFold(face)}${helperNote(face)}${history(face)}</div>`;
}

function main(face: Face, report: () => string, copy: () => void): TemplateResult | typeof nothing {
  switch (face.view.screen) {
    case 'describing':
      return describing(face);
    case 'checking':
      return checking(face);
    case 'asking':
      return asking(face);
    case 'reading':
      return reading(face);
    case 'concluded':
      return concluded(face);
    case 'mending':
      return mending(face);
    case 'verifying':
      return verifying(face);
    case 'resolved':
      return resolved(face);
    case 'handed-over':
      return handedOver(face, report(), copy);
  }
}
