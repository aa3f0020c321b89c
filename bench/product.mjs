import { createApp } from '../dist/src/app.js';
import { DisputesService } from '../dist/src/disputes/index.js';
import { loadConfig } from '../dist/src/foundation/config/config.js';
import { Sql } from '../dist/src/foundation/database/sql.js';
import { newId } from '../dist/src/foundation/ids.js';
import { settingsFor } from './application.mjs';

/** The product in this process, for making models and for listening to what it sends; it is closed before anything is measured. */
export async function productIn(databaseUrl, publicKey) {
  const app = await createApp({ config: loadConfig(settingsFor(databaseUrl, 0, publicKey)) });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    sql: app.get(Sql),
    inject: (request) => app.inject(request),
    addPhoto(disputeId, buyer) {
      const evidence = { id: newId('ev'), by: 'buyer', kind: 'photo', content: 'a'.repeat(64), size: 200_000 };
      const command = { event: () => 'evidenceAdded', make: (type) => ({ type, evidence }) };
      return app.get(DisputesService).apply(disputeId, command, { actor: { role: 'buyer', id: buyer } });
    },
    close: () => app.close(),
  };
}
