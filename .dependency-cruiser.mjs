/** Who may import whom: the table of ARCHITECTURE.md, as rules. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});
const npm = names => `node_modules/(${names.join('|')})(/|$)`;
const node =
  '^(node:)?(assert|buffer|child_process|crypto|dgram|dns|events|fs|http|https|module|net|os|path|perf_hooks|process|readline|sea|stream|timers|tls|tty|url|util|v8|zlib)(/|$)';

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(astro:|#knowledge|#(carried-)?sayings|virtual:)' },
    },
    only('machines-are-pure', '^machines/(?!diagnosis/)', ['^machines/']),
    only('only-the-flow-is-a-statechart', '^machines/diagnosis/', ['^machines/', npm(['xstate'])]),
    only('content-knows-ids', '^content/', ['^content/', '^machines/', npm(['zod', 'yaml']), node]),
    // The helper and the capture reader share the codecs; bytes from a network must not reach anything else from there.
    only('codecs-import-nothing', '^machines/rdp/', ['^machines/rdp/']),
    // What follows from findings does not depend on how a conversation goes, so that it can be tested by rows alone.
    only('inference-knows-no-conversation', '^machines/inference/', [
      '^machines/(inference|codes)/',
      '^machines/[^/]+\\.ts$',
    ]),
    // A catalogue of codes is looked up by every front end, also where no case is open.
    only('codes-know-no-conversation', '^machines/codes/', ['^machines/(codes|schemas)/', '^machines/[^/]+\\.ts$']),
    // What a text says is read the same in a terminal, a page and a test: no reader knows the state of a case.
    only('readers-know-no-conversation', '^machines/(reading|target)/', [
      '^machines/(reading|target|codes|rdp)/',
      '^machines/[^/]+\\.ts$',
    ]),
    // Packets show the same in a terminal, a page and a test: no reading of a file knows the state of a case.
    only('captures-know-no-conversation', '^machines/captures/', [
      '^machines/(captures|rdp|target)/',
      '^machines/[^/]+\\.ts$',
    ]),
    // What crosses a boundary is decoded the same for every front end, so a decoder knows the vocabulary and no case.
    only('schemas-know-the-vocabulary', '^machines/schemas/', [
      '^machines/schemas/',
      '^machines/target/target\\.ts$',
      '^machines/[^/]+\\.ts$',
    ]),
    // What every folder imports imports no folder, but for the reading of fields.
    only('what-all-share-needs-no-folder', '^machines/[^/]+\\.ts$', ['^machines/[^/]+\\.ts$', '^machines/schemas/']),
    {
      // Folders that need each other are one folder with a wall inside: neither is read, tested or moved without the other.
      name: 'folders-of-the-core-need-no-circle',
      severity: 'error',
      scope: 'folder',
      from: { path: '^machines/[^/]+$' },
      to: { circular: true, path: '^machines/[^/]+$' },
    },
    only('wire-is-a-contract', '^extension/wire/', ['^extension/wire/', '^machines/', npm(['zod'])]),
    only('helper-stands-alone', '^extension/helper/', [
      '^extension/(helper|wire)/',
      '^extension/knowledge\\.d\\.ts$',
      '^machines/',
      npm(['prom-client']),
      node,
      '#knowledge',
      '#sayings',
      '^dist/(knowledge|sayings)\\.json$',
    ]),
    {
      // A program that is started by its bare name may be anybody's: one module knows the full path of each.
      name: 'only-system-program-starts-programs',
      severity: 'error',
      from: { path: '^extension/helper/', pathNot: '^extension/helper/system-program\\.ts$' },
      to: { path: '^(node:)?child_process$', dependencyTypesNot: ['type-only'] },
    },
    {
      // What a browser starts opens no port: serving is a command of its own.
      name: 'native-host-reaches-no-server',
      severity: 'error',
      from: { path: '^extension/helper/(native-host|browser-session)\\.ts$' },
      to: { reachable: true, path: '^extension/helper/(exporter|practice)/' },
    },
    {
      name: 'only-the-exporter-serves',
      severity: 'error',
      from: { path: '^extension/helper/', pathNot: '^extension/helper/exporter/' },
      to: { path: '^(node:)?http$', dependencyTypesNot: ['type-only'] },
    },
    only('widget-is-the-public-front-end', '^site/widget/', [
      '^site/widget/',
      '^machines/',
      npm(['lit', 'lit-html', 'lit-element', '@lit', 'xstate']),
      '#carried-sayings',
      '^dist/sayings/',
    ]),
    only('site-shows', '^site/(?!widget/)', [
      '^site/',
      '^content/',
      '^extension/wire/',
      '^machines/',
      npm(['astro', '@astrojs', 'workbox-[a-z-]+', 'minisearch', 'idb', 'zod', 'rolldown', 'lit', 'xstate']),
      node,
      '^astro:',
      '#knowledge',
      '#carried-sayings',
      '^dist/',
    ]),
    only('extension-is-thin', '^extension/(entrypoints|background|helper-client|pages|settings|storage|wxt\\.config)', [
      '^extension/(entrypoints|background|helper-client|pages|settings|storage|styles|wire)/',
      '^machines/',
      '^site/widget/',
      npm(['webextension-polyfill', 'wxt', 'xstate', '@types/webextension-polyfill']),
      node,
      '#knowledge',
      '^dist/knowledge\\.json$',
      '^virtual:',
    ]),
    {
      name: 'only-the-background-reaches-the-helper',
      severity: 'error',
      from: { path: '^extension/', pathNot: '^extension/entrypoints/background\\.ts$' },
      to: { path: '^extension/helper-client/browser-port\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)\\.(wxt|astro)/|^dist/(?!knowledge|sayings)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
