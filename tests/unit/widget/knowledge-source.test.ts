import { afterEach, expect, test, vi } from 'vitest';
import { loadKnowledge } from '../../../site/widget/element/knowledge-source.ts';
import { knowledge } from '../flow/known.ts';

afterEach(() => vi.unstubAllGlobals());

/** What the loader reads of an element in a page of `https://help.example`. */
const element = (attributes: Readonly<Record<string, string>>): Element =>
  Object.assign(Object.create(null), {
    children: [],
    nextElementSibling: null,
    baseURI: 'https://help.example/article/',
    getAttribute: (name: string) => attributes[name] ?? null,
  });

test.each<[named: string, apart: object]>([
  ['codes.json', { codes: 'https://guide.example/files/codes.json' }],
  ['/codes.json', { codes: 'https://guide.example/codes.json' }],
  ['https://guide.example/codes.json', { codes: 'https://guide.example/codes.json' }],
  // The page's own origin answers with the person's cookies.
  ['https://help.example/log-out', {}],
  ['//help.example/log-out', {}],
  ['http://guide.example/codes.json', {}],
  ['javascript:alert(1)', {}],
  ['https://', {}],
])(
  'loadKnowledge: a file of another origin that leaves its codes to %s → asked for only at that origin',
  async (named, apart) => {
    const asked: string[] = [];
    const file = JSON.stringify({ ...knowledge, codes: named });
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response(file);
    });
    const address = `https://guide.example/files/knowledge.json?${encodeURIComponent(named)}`;
    const loaded = await loadKnowledge(element({ knowledge: address }), undefined);
    expect(loaded).toMatchObject({ kind: 'knowledge', source: { apart } });
    expect(Object.keys(loaded.kind === 'knowledge' ? loaded.source.apart : {})).toEqual(Object.keys(apart));
    expect(asked).toEqual([address]);
  },
);

test('loadKnowledge: knowledge in the page itself → it names nothing to fetch', async () => {
  const given = { ...knowledge, codes: 'https://help.example/log-out' };
  expect(await loadKnowledge(element({}), given)).toMatchObject({ kind: 'knowledge', source: { apart: {} } });
});
