import { RouteConfig } from '@nestjs/platform-fastify';

/** Lets a route be sent a form, by a plain button or a mail program. What the form says is not read: that it was sent is what counts. */
export const TakesForm = (): MethodDecorator => RouteConfig({ takesForm: true });
