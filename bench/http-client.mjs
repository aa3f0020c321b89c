import { once } from 'node:events';
import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/** A connection that stays, on which one request after the other is answered: `ask` gives its status and body. */
export async function connectionTo(port) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  const answers = answersOn(socket);
  return { ask: (request) => answers.next(() => socket.write(textOf(request, port))), end: () => socket.destroy() };
}

function textOf({ method, url, headers, payload = '' }, port) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = method === 'GET' ? '' : `content-length: ${Buffer.byteLength(payload)}\r\n`;
  return `${method} ${url} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines}${length}\r\n${payload}`;
}

/** One answer after the other on a connection that stays: a client of a few lines takes less of the shared processor. */
function answersOn(socket) {
  let received = Buffer.alloc(0);
  let waiting;
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = whole(received);
    if (answer === undefined) return;
    received = Buffer.alloc(0);
    waiting.resolve(answer);
  });
  for (const event of ['error', 'close']) socket.on(event, (error) => waiting?.reject(error instanceof Error ? error : new Error('connection closed')));
  return {
    next(send) {
      waiting = Promise.withResolvers();
      send();
      return waiting.promise;
    },
  };
}

function whole(bytes) {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without a length: ${head}`);
  const body = bytes.subarray(end + 4);
  return body.length < Number(length) ? undefined : { status: Number(head.slice(9, 12)), body };
}
