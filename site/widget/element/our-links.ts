/**
 * Links in our content are written for the site. In a foreign page they must lead there too; where no site is known
 * they are no links.
 */
export function rebaseContentLinks(root: ParentNode, base: string | undefined): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>('.ours a[href^="/"]')) {
    if (base === undefined || !/^https?:/.test(base)) {
      link.removeAttribute('href');
      continue;
    }
    link.href = new URL(link.getAttribute('href') ?? '', base).href;
    if (link.origin !== location.origin) link.target = '_blank';
  }
}
