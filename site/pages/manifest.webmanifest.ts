import { at, root } from '../data/address.ts';
import { direction, language } from '../data/language.ts';
import { text } from '../data/text.ts';

/** What makes the site installable: name, icons, and the places that people go to straight. */
export function GET(): Response {
  const shortcut = (name: string, address: string) => ({ name, url: at(address) });
  const icon = (file: string, sizes: string, type: string, purpose = 'any') => ({
    src: at(`/icons/${file}`),
    sizes,
    type,
    purpose,
  });
  return new Response(
    JSON.stringify({
      id: root,
      name: text('site.name'),
      short_name: text('site.name'),
      description: text('start.description'),
      lang: language,
      dir: direction,
      start_url: root,
      scope: root,
      display: 'standalone',
      background_color: '#f3f5f2',
      theme_color: '#14201c',
      categories: ['utilities', 'productivity'],
      icons: [
        icon('icon.svg', 'any', 'image/svg+xml'),
        icon('icon-192.png', '192x192', 'image/png'),
        icon('icon-512.png', '512x512', 'image/png'),
        icon('icon-maskable-512.png', '512x512', 'image/png', 'maskable'),
      ],
      // Answered by the service worker alone.
      share_target: {
        action: at('/share/'),
        method: 'POST',
        enctype: 'multipart/form-data',
        params: {
          title: 'title',
          text: 'text',
          url: 'url',
          files: [{ name: 'file', accept: ['application/x-rdp', '.rdp', 'text/plain', '.txt', '.log'] }],
        },
      },
      // Where an installed app can open files: the start page reads them as it reads what is dropped on it.
      file_handlers: [{ action: root, accept: { 'application/x-rdp': ['.rdp'] } }],
      shortcuts: [
        shortcut(text('nav.diagnose'), '/diagnose/'),
        shortcut(text('codes.title'), '/codes/'),
        shortcut(text('nav.search'), '/search/'),
      ],
    }),
  );
}
