/** The screens after the first question, and what goes with them. */
export type Answers = typeof import('./answers.ts');

/** What the browser keeps as a module, at hand without waiting. One copy serves every widget. */
let answers: Answers | undefined;

/** The screens after the first question, once they are here. */
export const answersNow = (): Answers | undefined => answers;

/** Brings the screens after the first question; `undefined` where they cannot be had, for now. */
export async function loadAnswers(): Promise<Answers | undefined> {
  answers ??= await import('./answers.ts').catch(() => undefined);
  return answers;
}
