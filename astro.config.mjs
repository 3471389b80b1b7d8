import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { GUIDE_ADDRESS } from './extension/wire/identity.ts';
import { EVIDENCE_WORKER_FILE } from './site/widget/lazy/evidence-worker-file.ts';

/** A sub-path such as `/help/` when the site does not live at the root of its host. */
const base = process.env.RECONNECT_BASE ?? '/';
/** Where the site will be read: canonical links and the sitemap need an origin, nothing else does. */
const site = process.env.RECONNECT_SITE ?? GUIDE_ADDRESS;

/** What the pages about a case share: one file, where the bundler would make eight that ask for each other. */
const OF_A_CASE =
  /\/(?:site\/browser\/(?:case-fragment|case-history|case-record|case-store|flow-element)|machines\/(?:diagnosis\.case|target|target-line|vocabulary))\.ts$|\/idb\/|preload-helper/;

/** What every page needs: in one file with what only a case or a capture needs, it would bring that to all of them. */
const OF_EVERY_PAGE = /\/site\/(?:browser\/keeping|widget\/element\/trusted-script)\.ts$/;

export default defineConfig({
  site,
  base,
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist/site',
  // Pages of two languages have the same ids, and are built beside each other in the tests.
  cacheDir: `./dist/.astro/${process.env.RECONNECT_LANGUAGE ?? 'en'}`,
  output: 'static',
  trailingSlash: 'always',
  integrations: [mdx()],
  // Plain code blocks: colours of a highlighter would be `style` attributes, which the policy forbids.
  markdown: { syntaxHighlight: false },
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  prefetch: false,
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "media-src 'self'",
        "worker-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types lit-html reconnect reconnect-worker',
      ],
    },
  },
  vite: {
    // The one of the widget, seen from the scripts of a page.
    define: { EVIDENCE_WORKER: JSON.stringify(`../widget/${EVIDENCE_WORKER_FILE}`) },
    build: {
      rolldownOptions: {
        checks: { moduleLevelDirective: false },
        output: {
          codeSplitting: {
            groups: [
              { name: 'keeping', test: OF_EVERY_PAGE, priority: 1 },
              { name: 'case', test: OF_A_CASE },
            ],
          },
        },
      },
    },
  },
});
