import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Health } from './health.js';

const LOOK_AGAIN_MS = 20;

/** Requests that were taken and not yet answered: an end must wait for them. */
@Injectable()
export class InFlight {
  readonly #requests = new Set<FastifyRequest>();

  constructor(private readonly health: Health) {}

  listenTo(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      // A live stream has no end of its own; whoever opened it closes it when the application ends.
      if (request.headers.accept !== 'text/event-stream') this.#requests.add(request);
      reply.raw.once('close', () => this.#requests.delete(request));
      if (this.health.draining) reply.header('Connection', 'close');
      done();
    });
  }

  /** Resolves when nothing is under way, or when patience ends. */
  async settled(patienceMs: number): Promise<void> {
    const giveUpAt = performance.now() + patienceMs;
    while (this.#requests.size > 0 && performance.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
