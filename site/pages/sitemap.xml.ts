import { getCollection } from 'astro:content';
import type { APIContext } from 'astro';
import { at, codeAddress } from '../data/address.ts';
import { model } from '../data/model.ts';

/** Every page that a search engine should know, with the day of its review where it has one. */
export async function GET({ site }: APIContext): Promise<Response> {
  const fixed = [
    '/',
    '/diagnose/',
    '/guides/',
    '/causes/',
    '/codes/',
    '/questions/',
    '/search/',
    '/helper/',
    '/helper/install/',
    '/helper/use/',
    '/helper/company/',
    '/helper/privacy/',
    '/offline/',
    '/embed/docs/',
  ];
  const entries = (
    await Promise.all(
      (['guides', 'causes', 'steps'] as const).map(async name =>
        (await getCollection(name)).map(({ id, data }) => ({ address: at(`/${name}/${id}/`), on: data.reviewed })),
      ),
    )
  ).flat();
  const plain = [...fixed.map(at), ...model.codes.map(codeAddress)].map(address => ({ address, on: undefined }));
  const urls = [...plain, ...entries]
    .map(({ address, on }) => {
      const reviewed = on === undefined ? '' : `<lastmod>${on.toISOString().slice(0, 10)}</lastmod>`;
      return `<url><loc>${new URL(address, site).href}</loc>${reviewed}</url>`;
    })
    .join('\n');
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`,
  );
}
