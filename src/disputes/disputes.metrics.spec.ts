import { expect, it } from '@jest/globals';
import { bootApp } from '../../test/support/app.js';
import { openDispute } from '../../test/support/opened.js';

it('Operators see where disputes stand, which deadlines are late, and how far readers of the log lag', async () => {
  const parley = await bootApp({ roles: 'api' });
  const { scene } = await openDispute(parley);
  await parley.sql.query(`UPDATE deadline SET due_at = parley_now() - interval '1 hour' WHERE dispute_id = $1 AND kind = 'sellerResponse'`, [scene.disputeId]);
  const { text } = await parley.http.get('/metrics').expect(200);
  expect(text).toContain('parley_disputes{state="opened"} 1\n');
  expect(text).toContain('parley_disputes{state="suspended"} 0\n');
  expect(text).toContain('parley_deadlines_overdue 1\n');
  expect(text).toMatch(/^parley_log_backlog \d+$/m);
  expect(text).toMatch(/parley_command_seconds_count\{event="buyerOpened",outcome="accepted"\} 1/);
  await parley.close();
});
