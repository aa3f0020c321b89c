import type { FastifyInstance } from 'fastify';

/** Knows every route, to tell "not here" (404) from "not with this method" (405); Fastify answers 404 to both. */
export class AllowedMethods {
  readonly #routes = new Map<string, { readonly path: RegExp; readonly methods: Set<string> }>();

  /** Writes down each route as it is made; to be called before the application makes its routes. */
  listenTo(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => this.add(url, [method].flat()));
  }

  add(url: string, methods: readonly string[]): void {
    const route = this.#routes.get(url) ?? { path: patternOf(url), methods: new Set<string>() };
    methods.forEach((method) => route.methods.add(method));
    this.#routes.set(url, route);
  }

  /** The methods that a path answers, sorted; empty when there is nothing at all. */
  of(path: string): string[] {
    // A wildcard (the pages of the documentation) owns no path that something else could be missing from.
    const routes = [...this.#routes.entries()].filter(([url, route]) => !url.includes('*') && route.path.test(path));
    return [...new Set(routes.flatMap(([, { methods }]) => [...methods]))].sort();
  }
}

function patternOf(url: string): RegExp {
  const segments = url.split('/').map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${segments.join('/')}$`);
}
