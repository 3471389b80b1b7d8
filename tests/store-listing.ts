/** Where the publisher's own pages are, as a build names them. */
export interface StoreAddresses {
  readonly guide: string;
  /** Undefined where the extension hands the helper out itself. */
  readonly downloads: string | undefined;
}

/** Pages of the guide that the stores ask for, under its address. */
export const STORE_PAGES = { Homepage: '', Support: 'helper/support/', 'Privacy policy': 'helper/privacy/' } as const;

/** The form of a store, field by field, from the sentences of content/en/store.yaml. */
export function listingOf(words: Readonly<Record<string, string>>, { guide, downloads }: StoreAddresses): string {
  const word = (key: string): string => {
    const found = words[key];
    if (found === undefined) throw new Error(`content/en/store.yaml has no "${key}"`);
    return found;
  };
  const description = word('description').replace(
    '{helper}',
    word(downloads === undefined ? 'helper.carried' : 'helper.downloaded'),
  );
  const permissions = Object.entries(words).filter(([key]) => key.startsWith('permission.'));
  const pages = Object.entries(STORE_PAGES).map(([title, page]) => [title, `${guide.replace(/\/*$/, '/')}${page}`]);
  const parts: readonly (readonly string[])[] = [
    ['Name', word('name')],
    ['Summary', word('summary')],
    ['Category', word('category')],
    ['Description', description],
    ...pages,
    ['Single purpose', word('single-purpose')],
    ...permissions.map(([key, text]) => [`Permission ${key.replace('permission.', '')}`, text]),
    ['Host permission', word('host-permission')],
    ['Remote code', word('remote-code')],
    ['Data', word('data')],
  ];
  return parts.map(([title, text]) => `## ${title}\n\n${text}\n`).join('\n');
}
