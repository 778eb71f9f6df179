import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';

const publicFolder = fileURLToPath(new URL('../../../public/', import.meta.url));
const htmxFile = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');

/**
 * What a page loads besides itself: the files of `public/`, and htmx from its package under `/vendor`, so that no copy
 * of it is kept here. Short caching, validated by ETag: a new version of the app is seen at the next look.
 */
export function assets(): Router {
  const router = express.Router();
  const maxAge = 300_000;
  router.get('/vendor/htmx.min.js', (_req, res) => res.sendFile(htmxFile, { maxAge }));
  router.use(express.static(publicFolder, { index: false, maxAge }));
  return router;
}
