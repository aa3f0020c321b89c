import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The law's clock. `statement_timestamp()` keeps one moment for a whole statement; the offset is zero outside the
 * sandbox (a CHECK) and never shrinks (a trigger), because a dispute's history must not run backwards.
 */
export class CreateClock1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`
      CREATE TABLE clock_offset (
        id smallint CONSTRAINT clock_offset_pk PRIMARY KEY,
        offset_ms bigint NOT NULL DEFAULT 0,
        movable boolean NOT NULL DEFAULT false,
        CONSTRAINT clock_offset_one_row CHECK (id = 1),
        CONSTRAINT clock_offset_immovable CHECK (movable OR offset_ms = 0)
      )`);
    await runner.query(`INSERT INTO clock_offset (id) VALUES (1)`);
    await runner.query(`
      CREATE FUNCTION clock_offset_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'UPDATE' OR NEW.offset_ms < OLD.offset_ms OR (OLD.movable AND NOT NEW.movable) THEN
          RAISE EXCEPTION 'the clock only moves forward' USING ERRCODE = 'check_violation', CONSTRAINT = 'clock_offset_only_forward';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER clock_offset_only_forward BEFORE UPDATE OR DELETE ON clock_offset
      FOR EACH ROW EXECUTE FUNCTION clock_offset_only_forward()`);
    await runner.query(`
      CREATE TRIGGER clock_offset_never_emptied BEFORE TRUNCATE ON clock_offset
      FOR EACH STATEMENT EXECUTE FUNCTION clock_offset_only_forward()`);
    await runner.query(`
      CREATE FUNCTION parley_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT date_trunc('milliseconds', statement_timestamp()) + offset_ms * interval '1 millisecond' FROM clock_offset $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP FUNCTION parley_now()`);
    await runner.query(`DROP TABLE clock_offset`);
    await runner.query(`DROP FUNCTION clock_offset_only_forward()`);
  }
}
