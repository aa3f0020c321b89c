import { createServer } from 'node:net';

/** Whether nobody listens on this port; `host` matters because another program may hold only one address. */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The first free port at or above `from`. */
export async function nextFreePort(from, host) {
  for (let port = from; port < Math.min(from + 200, 65536); port += 1) {
    if (await isFree(port, host)) return port;
  }
  throw new Error(`no free port between ${from} and ${from + 199}`);
}

/** A port the system itself calls free: for tests, which may run many times side by side. */
export function anyFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}
