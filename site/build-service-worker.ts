import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { injectManifest, type ManifestTransform } from 'workbox-build';

/** Of use to robots, or not to be asked for by its own address (some hosts answer it with status 404). */
const NOT_STORED = ['service-worker.js', 'sitemap.xml', 'robots.txt', 'feed.xml', '404.html'];
const MAX_FILE_BYTES = 8 * 1024 * 1024;

/**
 * Bundles the service worker and gives it the list of everything under `siteDir`, each file with its hash. Last step of a
 * build. Folders that stand `apart` have a worker of their own: who reads one language need not store the others.
 */
export async function buildServiceWorker(
  siteDir: string,
  apart: readonly string[] = [],
): Promise<{ count: number; bytes: number }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-worker-'));
  const bundle = path.join(folder, 'service-worker.js');
  try {
    await bundleWorker(bundle);
    const { count, size } = await injectManifest({
      swSrc: bundle,
      swDest: path.join(siteDir, 'service-worker.js'),
      globDirectory: siteDir,
      globPatterns: ['**/*'],
      globIgnores: [...NOT_STORED, ...apart.map(folder => `${folder}/**`)],
      dontCacheBustURLsMatching: /^_astro\//,
      maximumFileSizeToCacheInBytes: MAX_FILE_BYTES,
      manifestTransforms: [withIntegrity(siteDir)],
    });
    return { count, bytes: size };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bundleWorker(file: string): Promise<void> {
  const bundled = await rolldown({
    input: path.join(import.meta.dirname, 'service-worker.ts'),
    platform: 'browser',
    logLevel: 'warn',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  await bundled.write({ file, format: 'iife', minify: true, codeSplitting: false });
  await bundled.close();
}

/** What nobody needs in order to read or to diagnose: it is stored after everything else. */
const isLast = ({ url }: { url: string }) => url.startsWith('walkthrough/');

/** A file that is not byte for byte the one of this build is not stored. */
function withIntegrity(siteDir: string): ManifestTransform {
  return async entries => {
    const manifest = await Promise.all(
      entries.map(async entry => {
        const bytes = await readFile(path.join(siteDir, entry.url));
        return { ...entry, integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}` };
      }),
    );
    const last = manifest.filter(isLast);
    return { manifest: [...manifest.filter(entry => !isLast(entry)), ...last], warnings: [] };
  };
}
