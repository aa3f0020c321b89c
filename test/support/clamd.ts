import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Both this server and the real one know what holds these words as malware; tools/clamav.mjs writes the signature. */
export const MALWARE = 'PARLEY-HARMLESS-TEST-SIGNATURE-7f3a';
/** What either is told to take at most, in bytes. */
export const STREAM_MAX_LENGTH = 1024 * 1024;

/** How a scanner can fail: it says nothing, it dies while it reads, it is another server, or it cannot scan. */
export type Fault = 'silent' | 'dies' | 'another server' | 'error' | null;

export interface Clamd {
  url: string;
  fault: Fault;
  /** Every file that was sent whole. */
  readonly scanned: Buffer[];
  stop(): Promise<void>;
}

/**
 * ClamAV's protocol as clamd speaks it: commands that begin with z and end with NUL, INSTREAM frames of a length in four
 * bytes and the bytes until an empty one, a limit at which it answers and closes.
 */
export async function startClamd(port = 0): Promise<Clamd> {
  const sockets = new Set<Socket>();
  const clamd: { fault: Fault; scanned: Buffer[] } = { fault: null, scanned: [] };
  const server: Server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)).on('error', () => undefined));
    void converse(socket, clamd);
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return Object.assign(clamd, {
    url: `clamav://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function converse(socket: Socket, clamd: { fault: Fault; scanned: Buffer[] }): Promise<void> {
  if (clamd.fault === 'silent') return void socket.resume();
  if (clamd.fault === 'another server') return void socket.end('220 mail.example ESMTP\r\n');
  const bytes = new Reader(socket);
  const command = await bytes.upTo(0);
  if (command === 'zPING') return void socket.end('PONG\0');
  if (command !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0');
  const frames: Buffer[] = [];
  let size = 0;
  for (;;) {
    const length = (await bytes.next(4))?.readUInt32BE();
    if (length === undefined || clamd.fault === 'dies') return void socket.destroy();
    if (length === 0) break;
    size += length;
    if (size > STREAM_MAX_LENGTH) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
    const frame = await bytes.next(length);
    if (frame === null) return void socket.destroy();
    frames.push(frame);
  }
  const file = Buffer.concat(frames);
  clamd.scanned.push(file);
  if (clamd.fault === 'error') return void socket.end('Can\'t allocate memory ERROR\0');
  socket.end(file.includes(MALWARE) ? 'stream: Parley.Test.UNOFFICIAL FOUND\0' : 'stream: OK\0');
}

/** Bytes of a socket, as many as are wanted. */
class Reader {
  private held = Buffer.alloc(0);
  private readonly chunks: AsyncIterator<Buffer>;

  constructor(socket: Socket) {
    this.chunks = socket.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Null when the other end closes before. */
  async next(length: number): Promise<Buffer | null> {
    while (this.held.length < length) if (!(await this.more())) return null;
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }

  async upTo(byte: number): Promise<string> {
    while (!this.held.includes(byte)) if (!(await this.more())) return '';
    const taken = await this.next(this.held.indexOf(byte) + 1);
    return taken?.subarray(0, -1).toString('latin1') ?? '';
  }

  private async more(): Promise<boolean> {
    const { done, value } = await this.chunks.next().catch(() => ({ done: true as const, value: undefined }));
    if (done === true || value === undefined) return false;
    this.held = Buffer.concat([this.held, value]);
    return true;
  }
}
