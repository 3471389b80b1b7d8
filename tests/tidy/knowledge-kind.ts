/** A kind of fault that a command, a path or a claim of a page can have, with an example of it and its cure. */
export interface Kind {
  readonly kind: string;
  /** Found in the text of a page: the fault, unless `unless` is found around it. */
  readonly found: RegExp;
  /** Where `unless` is looked for: the paragraph and its neighbours, or the page. */
  readonly within?: 'near' | 'page';
  readonly unless?: RegExp;
  readonly wrong: string;
  readonly right: string;
}
