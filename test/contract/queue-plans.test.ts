import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { casesQuery, CASE_SORTS, COUNT_CASES, type CasePlace, type CasesFilter, type CaseSort } from '../../src/escalation/store/case-queue.sql.js';
import { ConflictsRepository } from '../../src/escalation/store/conflicts.repository.js';
import { NotesRepository } from '../../src/escalation/store/notes.repository.js';
import { TURN_FOR_NEXT, TURN_FOR_ONE } from '../../src/escalation/store/taking.sql.js';
import { slowPartsOf, statementsDuring, type Sent } from '../laws/plans.js';
import { bootApp, type TestApp } from '../support/app.js';

const CASES = 100_000;
const NOW = '2026-06-01T00:00:00Z';

/** Each filter with a value that is common and one that is rare or nowhere. */
const FILTERS: { readonly [F in keyof CasesFilter]-?: readonly NonNullable<CasesFilter[F]>[] } = {
  state: ['escalated.queued', 'appealed.awaitingApproval'],
  holder: ['h-7', 'nobody'],
  unheld: [true],
  seller: ['s-busy', 's-31'],
  priority: [0, 9],
  reason: ['damaged', 'counterfeit'],
  language: ['es', 'de'],
  currency: ['EUR', 'JPY'],
  amountFrom: [0, 9_000_000],
  amountTo: [9_000_000, 1],
  olderThan: [0, 9_000_000_000_000],
  youngerThan: [9_000_000_000_000, 0],
};

let parley: TestApp;

/** Beside the application, whose statements may not take long. */
async function withoutHurry(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: parley.database.url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** The plans depend on the queue alone: its disputes are not needed, so their key is let go in this database of the test's own. */
beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  await withoutHurry(
    'ALTER TABLE case_queue DROP CONSTRAINT case_queue_dispute_fk',
    `
    INSERT INTO case_queue (dispute_id, state, priority, holder, due_at, rank, because, reason, amount, currency, buyer_id, seller_id, barred, language, escalated_at)
    SELECT 'dp_' || g, CASE WHEN g % 10 = 0 THEN 'escalated.underReview' WHEN g % 5000 = 1 THEN 'appealed.awaitingApproval' ELSE 'escalated.queued' END,
      0, CASE WHEN g % 10 = 0 THEN 'h-' || g % 500 / 10 WHEN g % 5000 = 1 THEN 'h-1' END, timestamptz '${NOW}' + g * interval '7 seconds',
      -(g % 3), '{}', CASE WHEN g % 4000 = 0 THEN 'counterfeit' ELSE 'damaged' END, g * 31 % 100000, CASE WHEN g % 2000 = 0 THEN 'JPY' ELSE 'EUR' END,
      'b-' || g % 5000, CASE WHEN g % 4 = 0 THEN 's-busy' ELSE 's-' || g % 3000 END, '{}', CASE WHEN g % 3 = 0 THEN 'es' END, timestamptz '${NOW}' - g * interval '1 minute'
    FROM generate_series(1, ${CASES}) g`,
    'VACUUM ANALYZE case_queue',
  );
}, 60_000);
afterAll(() => parley.close());

const places: Readonly<Record<CaseSort, CasePlace>> = { urgency: [-1, '2026-06-02T00:00:00.000Z', 'dp_5'], dueAt: ['2026-06-02T00:00:00.000Z', 'dp_5'] };

function pagesOf(filter: CasesFilter): Sent[] {
  return CASE_SORTS.flatMap((sort) => [undefined, places[sort]].map((after) => casesQuery({ filter, sort, reader: 'arturo', mostHeld: 10, after, most: 21 })));
}

const singles: CasesFilter[] = Object.entries(FILTERS).flatMap(([name, values]) => values.map((value) => ({ [name]: value })));

/** Any two filters together, each with its rare value: where a plan that reads few rows and sorts them is most tempting. */
const pairs: CasesFilter[] = singles.flatMap((one, index) => singles.slice(index + 1).map((other) => ({ ...one, ...other })));

async function slow(sent: readonly Sent[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const statement of sent) {
    const parts = await slowPartsOf(parley.sql, statement);
    if (parts.length > 0) found[`${statement.name} ${JSON.stringify(statement.params)}`] = parts;
  }
  return found;
}

const settings = (reader: string, most: number): unknown[] => [reader, most, null, null];

describe(`The desk at ${CASES} open cases`, () => {
  it('reads no queue whole and sorts nothing: every filter in every order', async () => {
    const sent = [{}, ...singles].flatMap(pagesOf);
    console.log(`queue: the plans of ${sent.length} pages`);
    expect(sent.length).toBeGreaterThan(80);
    expect(await slow(sent)).toEqual({});
  });

  it('reads no queue whole and sorts nothing: any two filters together, and all', async () => {
    const all = Object.assign({}, ...singles.filter((filter) => !('unheld' in filter))) as CasesFilter;
    const sent = [...pairs, all].flatMap(pagesOf);
    console.log(`queue: the plans of ${sent.length} pages with two filters`);
    expect(sent.length).toBeGreaterThan(900);
    expect(await slow(sent)).toEqual({});
  }, 60_000);

  it('takes the next case along an index, and counts no further than a badge needs', async () => {
    const turns: Sent[] = [
      { name: 'next', text: TURN_FOR_NEXT, params: [...settings('arturo', 50), []] },
      { name: 'one', text: TURN_FOR_ONE, params: [...settings('arturo', 50), 'dp_5'] },
      { name: 'counts', text: COUNT_CASES, params: ['h-7', 43_200_000] },
    ];
    expect(await slow(turns)).toEqual({});
  });

  it('looks up what stands in somebody’s way, notes, recusals and who is in conflict with whom along indexes', async () => {
    await parley.sql.query('ALTER TABLE case_note DROP CONSTRAINT case_note_dispute_fk');
    await parley.sql.query('ALTER TABLE case_recusal DROP CONSTRAINT case_recusal_dispute_fk');
    await parley.sql.query(`INSERT INTO arbitrator_conflict (id, arbitrator, party_id, reason, declared_at)
      SELECT 'coi_' || g, 'h-' || g % 50, 's-' || g, 'They are related.', now() FROM generate_series(1, 20000) g`);
    await parley.sql.query(`INSERT INTO case_recusal (dispute_id, arbitrator, seq, recused_at) SELECT 'dp_' || g, 'h-1', 9, now() FROM generate_series(1, 20000) g`);
    await parley.sql.query(`INSERT INTO case_note (id, dispute_id, author, text, created_at) SELECT 'note_' || g, 'dp_' || g % 5000, 'h-1', 'x', now() FROM generate_series(1, 20000) g`);
    await parley.sql.query('ANALYZE arbitrator_conflict, case_recusal, case_note');
    const [conflicts, notes] = [parley.app.get(ConflictsRepository), parley.app.get(NotesRepository)];
    const sent = await statementsDuring(parley.sql, async () => {
      await conflicts.standingOf('dp_5', 'h-7');
      await conflicts.list('h-7', 'coi_9', 20);
      await conflicts.list(null, 'coi_9', 20);
      await conflicts.recusals('dp_5');
      await notes.list('dp_5', null, 20);
    });
    expect(sent.map(({ name }) => name)).toEqual(['conflict_standing_of', 'conflicts_own', 'conflicts_all', 'recusals', 'case_notes']);
    expect(await slow(sent)).toEqual({});
  });

  it('does so as well where all cases have the same parties', async () => {
    await withoutHurry(`UPDATE case_queue SET buyer_id = 'ana', seller_id = 'lumen'`, 'ANALYZE case_queue');
    const turn: Sent = { name: 'next', text: TURN_FOR_NEXT, params: [...settings('arturo', 50), []] };
    expect(await slow([...[{}, { state: 'escalated.queued' }, { unheld: true as const }, { priority: 0 }].flatMap(pagesOf), turn])).toEqual({});
  });

  it('would be seen to sort', async () => {
    const [page] = pagesOf({});
    const sorted = { ...page!, text: page!.text.replace('ORDER BY q.rank', 'ORDER BY q.amount, q.rank') };
    expect(await slow([sorted])).not.toEqual({});
  });
});
