import type { DiagnosisEvent, InterpretedInput } from '../../../machines/diagnosis/context.ts';
import type { View } from '../../../machines/diagnosis/view.ts';
import type { Unkept } from '../element/case-keeper.ts';
import type { EmbedAttributes } from '../options/embed-options.ts';

/** What a part of the widget needs to draw itself and to act. Parts are functions; only the element keeps state. */
export interface RenderContext {
  readonly view: View;
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly send: (event: DiagnosisEvent) => void;
  /** What the person has typed, chosen or opened on this screen, and nobody knows yet. */
  readonly draft: Draft;
  readonly change: (draft: Partial<Draft>) => void;
  /** Runs a moment after the last call: a line that is still being typed is not read letter by letter. */
  readonly whenQuiet: (run: () => void) => void;
  readonly openFile: (file: File) => void;
  /** Whether there is a way to check; a page alone has none. */
  readonly canLook: boolean;
  /** What somebody else has put into the field, and who. It counts once the person goes on with it. */
  readonly suggested: { readonly text: string; readonly setBy: string };
  /** Why the case is not kept, where it should be. */
  readonly unkept: Unkept;
  /** What the author of the page set, as it was written. */
  readonly embed: EmbedAttributes;
  /** In a popup there is room for the verdict, the line and one thing to press. */
  readonly brief: boolean;
}

export interface Draft {
  readonly text: string;
  /** What was read in an opened file that is no text. */
  readonly evidence: InterpretedInput | undefined;
  /** The file that is being read. */
  readonly opening?: File;
  readonly code: string;
  readonly answer: string;
  /** The field was sent off: now it may say that nothing was understood. */
  readonly submitted: boolean;
  /** A sentence about what is missing, shown at the field. */
  readonly missing: string;
  readonly dragging: boolean;
  readonly hidden: boolean;
  /** The report was copied, or given to the page. */
  readonly copied: boolean;
  /** How long the running stage has been running, as `1.8 s`. */
  readonly elapsed: string;
  /** The place of the line that was tapped. */
  readonly part: string;
  /** Whether all answers of a long list are shown, and what is looked for among them. */
  readonly all: boolean;
  readonly sought: string;
  /** All of a verdict is shown, where first its short form was. */
  readonly whole?: true;
}

export const EMPTY_DRAFT: Draft = {
  text: '',
  evidence: undefined,
  code: '',
  answer: '',
  submitted: false,
  missing: '',
  dragging: false,
  hidden: true,
  copied: false,
  elapsed: '',
  part: '',
  all: false,
  sought: '',
};

/** What stands in the field, as the flow takes it. */
export function pastedEvent({ text, evidence }: Pick<Draft, 'text' | 'evidence'>): DiagnosisEvent {
  return { type: 'text.pasted', text, ...(evidence === undefined ? {} : { intake: evidence }) };
}

/** What makes a screen another screen: its heading gets the focus, and what was typed on the last one is gone. */
export const screenKey = ({ screen, question, verifying }: View): string => [screen, question?.id, verifying].join(' ');
