export interface Row {
  readonly text: string;
  readonly note?: string;
  /** The word of the button, and what it does. */
  readonly act?: string;
  readonly run?: () => void;
}

/** A list whose rows are a name, a note under it and one thing to do. */
export function drawRows(list: Element, rows: readonly Row[]): void {
  list.replaceChildren(
    ...rows.map(({ text, note, act, run }) => {
      const name = document.createElement('b');
      name.textContent = text;
      const said = document.createElement('div');
      said.append(name);
      if (note !== undefined) {
        const more = document.createElement('span');
        more.className = 'tiny';
        more.textContent = note;
        said.append(more);
      }
      const item = document.createElement('li');
      item.append(said);
      if (act !== undefined && run !== undefined) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'quiet tiny';
        button.textContent = act;
        button.setAttribute('aria-label', `${act}: ${text}`);
        button.addEventListener('click', run);
        item.append(button);
      }
      return item;
    }),
  );
}
