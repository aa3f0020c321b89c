import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** Where a ClamAV daemon listens. */
export interface ClamdAddress {
  readonly host: string;
  readonly port: number;
}

/** Nothing moves for so long: the daemon, or the network to it, is gone. */
const SILENCE_MS = 30_000;
/** A scan ends within the lease of the piece it is for, or another worker begins the same. */
const LONGEST_SCAN_MS = 100_000;
const PING_MS = 2_000;
/** An answer is one line; whoever sends more is no ClamAV. */
const LONGEST_ANSWER = 4_096;

const FOUND = /^stream: (.+) FOUND$/;

/**
 * Sends a file to ClamAV (INSTREAM: frames of a length in four bytes and the bytes, the last one empty). Gives the name
 * of what it found, null when it found nothing; throws on every other answer, and on none.
 */
export async function scanWith(address: ClamdAddress, file: Readable): Promise<string | null> {
  const answer = await ask(address, LONGEST_SCAN_MS, async (socket) => {
    socket.write('zINSTREAM\0');
    for await (const chunk of file as AsyncIterable<Buffer>) {
      if (socket.destroyed || socket.readableEnded) return;
      await framed(socket, chunk);
    }
    await framed(socket, Buffer.alloc(0));
  }).finally(() => file.destroy());
  if (answer === 'stream: OK') return null;
  const found = FOUND.exec(answer)?.[1];
  if (found === undefined) throw new Error(`ClamAV could not scan: ${answer.slice(0, 200) || 'it closed the connection'}`);
  return found;
}

/** Throws unless a ClamAV daemon answers there. */
export async function pingClamd(address: ClamdAddress): Promise<void> {
  const answer = await ask(address, PING_MS, async (socket) => void socket.write('zPING\0'));
  if (answer !== 'PONG') throw new Error('what answers there is no ClamAV');
}

async function framed(socket: Socket, bytes: Buffer): Promise<void> {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  socket.write(length);
  // An empty buffer is written at once; a full pipe is waited for, unless the other end closes it.
  if (bytes.length > 0 && !socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
}

/** One question, one answer up to its NUL. The answer may come before all is sent: a file can be too long for it. */
async function ask(address: ClamdAddress, withinMs: number, send: (socket: Socket) => Promise<void>): Promise<string> {
  const socket = connect({ ...address });
  const giveUp = setTimeout(() => socket.destroy(new Error('ClamAV took too long')), withinMs);
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('ClamAV is silent')));
  const answer = answerOf(socket);
  // What goes wrong with the file ends the conversation; what goes wrong with the socket is told by the answer.
  socket.once('connect', () => void send(socket).catch((error: Error) => socket.destroy(error)));
  try {
    return await answer;
  } finally {
    clearTimeout(giveUp);
    socket.destroy();
  }
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const told = (): void => resolve(said.replace(/[\0\n][\s\S]*$/, ''));
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      said += text;
      if (said.includes('\0')) told();
      else if (said.length > LONGEST_ANSWER) socket.destroy(new Error('what answers there is no ClamAV'));
    });
    // Whoever closes while we still send may have said why before.
    socket.once('error', (error) => (said === '' ? reject(error) : told()));
    socket.once('close', told);
  });
}
