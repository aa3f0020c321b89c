import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each reader has read what is said in a dispute, and how much is news to them. What was said before counts as read. */
export class MarkWhatWasRead1763809200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`
      CREATE TABLE read_marker (
        dispute_id text COLLATE "C" NOT NULL,
        reader_id text COLLATE "C" NOT NULL,
        side text COLLATE "C" NOT NULL,
        up_to integer NOT NULL,
        unread integer NOT NULL,
        CONSTRAINT read_marker_pk PRIMARY KEY (dispute_id, reader_id),
        CONSTRAINT read_marker_side_known CHECK (side IN ('buyer', 'seller', 'staff')),
        CONSTRAINT read_marker_counts CHECK (up_to >= 0 AND unread >= 0),
        CONSTRAINT read_marker_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
      ) WITH (fillfactor = 80)`);
    await runner.query(`CREATE INDEX read_marker_unread ON read_marker (reader_id, dispute_id) WHERE unread > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE read_marker`);
  }
}
