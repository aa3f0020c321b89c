import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Log } from '../logging/log.js';
import { ACCESS } from './access.js';

/** Nest marks a route handler with this; there is no public name for it. */
const ROUTE_PATH = 'path';

type Handler = (...args: never[]) => unknown;

/** Stops the boot while any route has no declared policy: a forgotten decorator must not become an open door. */
@Injectable()
export class AccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const routes = this.discovery.getControllers().flatMap(({ metatype }) => (metatype instanceof Function ? this.routesOf(metatype as Type<object>) : []));
    const open = routes.filter(({ policy }) => policy === undefined).map(({ name }) => name);
    if (open.length > 0) throw new Error(`Routes without @Access: ${open.join(', ')}`);
    this.log.debug('every route has an access policy', { routes: routes.length });
  }

  private routesOf(controller: Type<object>): { name: string; policy: unknown }[] {
    const prototype = controller.prototype as Record<string, Handler>;
    return this.scanner
      .getAllMethodNames(prototype)
      .map((method) => ({ method, handler: prototype[method]! }))
      .filter(({ handler }) => Reflect.hasMetadata(ROUTE_PATH, handler))
      .map(({ method, handler }) => ({
        name: `${controller.name}.${method}`,
        policy: this.reflector.getAllAndOverride<unknown>(ACCESS, [handler, controller]),
      }));
  }
}
