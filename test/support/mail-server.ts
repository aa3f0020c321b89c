import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/**
 * What the server does with a letter to somebody: a reply code, silence until something, or the line cut after all was said.
 * `mute` never answers to the recipient, `holds` takes the whole letter and never says so.
 */
export type Mood = 'takes' | { readonly refuses: number; readonly at: 'recipient' | 'data' } | { readonly waitsFor: Promise<void> } | 'takesAndDrops' | 'drops' | 'mute' | 'holds';

export interface ReceivedMail {
  readonly to: string;
  readonly raw: string;
  readonly email: Email;
}

/** A real SMTP server, with moods. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** How often letters were begun, whatever became of them. */
  attempts = 0;
  /** What becomes of the next letters, in order; then all are taken. */
  readonly moods: Mood[] = [];
  readonly #moodsAt = new Map<string, Mood[]>();
  readonly #server: SMTPServer;
  readonly #mood = new Map<string, Mood>();

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onRcptTo: ({ address }, session, done) => {
        this.attempts += 1;
        const mood = this.#moodsAt.get(address)?.shift() ?? this.moods.shift() ?? 'takes';
        this.#mood.set(session.id, mood);
        if (mood === 'mute') return;
        done(typeof mood === 'object' && 'refuses' in mood && mood.at === 'recipient' ? refusal(mood.refuses) : null);
      },
      onData: (stream, session, done) => void this.take(stream, session).then(() => done(), done),
    });
    this.#server.on('error', () => undefined);
  }

  /** What becomes of the next letter to this address, whatever comes to others meanwhile. */
  meets(address: string, mood: Mood): void {
    this.#moodsAt.set(address, [...(this.#moodsAt.get(address) ?? []), mood]);
  }

  /** Whether the letters came that something was to become of. */
  get hasMetAll(): boolean {
    return [...this.#moodsAt.values()].every((left) => left.length === 0);
  }

  async opens(): Promise<string> {
    const listening = this.#server.listen(0, '127.0.0.1');
    if (!listening.listening) await once(listening, 'listening');
    return `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  closes(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Cuts every line, as a server does that crashes. */
  private dropAll(): void {
    for (const connection of this.#server.connections) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const mood = this.#mood.get(session.id) ?? 'takes';
    if (mood === 'drops') return void this.dropAll();
    if (typeof mood === 'object' && 'refuses' in mood) throw refusal(mood.refuses);
    if (typeof mood === 'object') await mood.waitsFor;
    const raw = Buffer.concat(chunks).toString('utf8');
    this.received.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw, email: await PostalMime.parse(raw) });
    if (mood === 'takesAndDrops') this.dropAll();
    if (mood === 'holds') await new Promise(() => undefined);
  }
}

const refusal = (responseCode: number): Error => Object.assign(new Error('No such person as ana@example.com here'), { responseCode });
