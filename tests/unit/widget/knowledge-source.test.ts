import { afterEach, expect, test, vi } from 'vitest';
import { KnowledgeSources } from '../../../site/widget/element/knowledge-source.ts';
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
  'knowledge source: a file of another origin that leaves its codes to %s → asked for only at that origin',
  async (named, apart) => {
    const asked: string[] = [];
    const file = JSON.stringify({ ...knowledge, codes: named });
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response(file);
    });
    const address = 'https://guide.example/files/knowledge.json';
    const loaded = await new KnowledgeSources().load(element({ knowledge: address }), undefined);
    expect(loaded).toMatchObject({ kind: 'knowledge', source: { apart } });
    expect(Object.keys(loaded.kind === 'knowledge' ? loaded.source.apart : {})).toEqual(Object.keys(apart));
    expect(asked).toEqual([address]);
  },
);

test('knowledge source: knowledge in the page itself → it names nothing to fetch', async () => {
  const given = { ...knowledge, codes: 'https://help.example/log-out' };
  expect(await new KnowledgeSources().load(element({}), given)).toMatchObject({
    kind: 'knowledge',
    source: { apart: {} },
  });
});

test('knowledge source: two widgets of a page name the same file → it is requested once, and again after it failed', async () => {
  const sources = new KnowledgeSources();
  let requests = 0;
  vi.stubGlobal('fetch', async () => {
    requests += 1;
    return requests === 1 ? new Response('', { status: 503 }) : new Response(JSON.stringify(knowledge));
  });
  const named = element({ knowledge: 'https://guide.example/knowledge.json' });
  const load = () => Promise.all([sources.load(named, undefined), sources.load(named, undefined)]);
  expect((await load()).map(({ kind }) => kind)).toEqual(['fault', 'fault']);
  expect(requests).toBe(1);
  expect((await load()).map(({ kind }) => kind)).toEqual(['knowledge', 'knowledge']);
  expect(requests).toBe(2);
});
