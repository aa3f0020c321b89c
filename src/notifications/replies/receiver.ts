import { readFileSync } from 'node:fs';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Config } from '../../foundation/config/config.js';
import type { ReceiverConfig } from '../../foundation/config/replies.js';
import { Log } from '../../foundation/logging/log.js';
import { InboundCount } from './inbound-count.js';
import { InboundService } from './inbound.service.js';
import { ReplyAddresses } from './reply-addresses.js';

const MOST_CLIENTS = 50;
const MOST_OF_ONE_ADDRESS = 10;
/** Silence, and all in all: the largest mail over a slow line takes less; who sends a letter a minute is shown the door. */
const SILENCE_MS = 30_000;
const WHOLE_VISIT_MS = 5 * 60_000;
/** Whoever guesses addresses is not let guess for long. */
const MOST_WRONG = 5;
/** One after the other, each with an answer of its own: senders come again with those that were too many (RFC 5321, 4.5.3.1.10). */
const MOST_RECIPIENTS = 1;
const CLOSING_MS = 5_000;

interface Visit {
  readonly address: string;
  readonly timer: NodeJS.Timeout;
  wrong: number;
}

type Done = (error?: Error | null) => void;

/** Our own ear for answers: an SMTP server that takes mails to addresses we have given away, and to nobody else. Off unless it has a port. */
@Injectable()
export class SmtpReceiver implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #server: SMTPServer | undefined;
  readonly #visits = new Map<string, Visit>();

  constructor(
    private readonly config: Config,
    private readonly inbound: InboundService,
    private readonly addresses: ReplyAddresses,
    private readonly count: InboundCount,
    private readonly log: Log,
  ) {}

  /** Where it listens; null where it does not. Port 0 becomes a free one. */
  get port(): number | null {
    const address = this.#server?.server.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { replies } = this.config;
    if (!this.config.runsWorkers || replies?.receiver == null) return;
    const server = this.serverFor(replies.receiver, replies.maxBytes, replies.domain);
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(replies.receiver!.port, replies.receiver!.host, () => resolve());
    });
    // Broken lines and faulty programs of others are everyday life.
    server.on('error', (error) => this.log.debug('a mail client failed', { error }));
    this.log.info('mails are received', { host: replies.receiver.host, port: this.port });
  }

  async beforeApplicationShutdown(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    for (const { timer } of this.#visits.values()) clearTimeout(timer);
  }

  private serverFor({ tls }: ReceiverConfig, size: number, name: string): SMTPServer {
    const keys = tls === null ? {} : { key: readFileSync(tls.key), cert: readFileSync(tls.cert) };
    return new SMTPServer({
      ...keys, name, size, rejectOversized: true, logger: false, banner: 'Parley',
      authOptional: true, disabledCommands: ['AUTH', ...(tls === null ? ['STARTTLS'] : [])], disableReverseLookup: true,
      maxClients: MOST_CLIENTS, socketTimeout: SILENCE_MS, closeTimeout: CLOSING_MS,
      onConnect: (session, done) => this.welcome(session, done),
      onClose: (session) => this.forget(session),
      onRcptTo: ({ address }, session, done) => this.expectKnown(address, session, done),
      onData: (stream, session, done) => void this.take(stream, session, size).then(() => done(null, 'kept'), (error: Error) => done(error)),
    });
  }

  private welcome({ id, remoteAddress }: SMTPServerSession, done: Done): void {
    const others = [...this.#visits.values()].filter(({ address }) => address === remoteAddress).length;
    if (others >= MOST_OF_ONE_ADDRESS) return done(reply(421, 'Too many connections from your address'));
    this.#visits.set(id, { address: remoteAddress, wrong: 0, timer: setTimeout(() => this.cut(id), WHOLE_VISIT_MS) });
    done();
  }

  private forget({ id }: SMTPServerSession): void {
    clearTimeout(this.#visits.get(id)?.timer);
    this.#visits.delete(id);
  }

  private expectKnown(address: string, { id, envelope }: SMTPServerSession, done: Done): void {
    if (envelope.rcptTo.length >= MOST_RECIPIENTS) return done(reply(452, 'One recipient at a time'));
    if (this.addresses.read(address) !== null) return done();
    const visit = this.#visits.get(id);
    this.count.note('smtp', 'unknown_address');
    // 421 ends the visit.
    done(visit !== undefined && ++visit.wrong >= MOST_WRONG ? reply(421, 'Too many wrong addresses') : reply(550, 'No such address'));
  }

  /** Kept before it is acknowledged: who hears 250 need not remember it any longer. */
  private async take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession, limit: number): Promise<void> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    }
    if (size > limit || stream.sizeExceeded) {
      this.count.note('smtp', 'too_large');
      throw reply(552, `A mail has at most ${limit} bytes`);
    }
    const envelopeFrom = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    try {
      await this.inbound.keep({ way: 'smtp', raw: Buffer.concat(chunks, size), envelopeFrom, envelopeTo: envelope.rcptTo[0]?.address ?? '' });
    } catch (error) {
      this.log.error('a mail could not be kept', { error });
      throw reply(451, 'Please try again later');
    }
  }

  private cut(id: string): void {
    for (const connection of this.#server?.connections ?? []) if (connection.id === id) connection.close();
  }
}

const reply = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });
