import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** All that the page of the contract loads. The package holds much more, source maps of 5 MB among it. */
const ASSETS = ['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png'];

/** Serves Swagger UI from the installed package, so that `/docs` works without any other network. */
export function serveAssets(fastify: FastifyInstance): void {
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  void fastify.register(fastifyStatic, { root, prefix: '/docs/assets/', index: false, decorateReply: false, allowedPath: (path) => ASSETS.includes(path), maxAge: '1d' });
}
