import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A ruling is made once: afterwards only its status moves. Its words may be erased, as all that people wrote may, and then its
 * hash still says what they were.
 */
export class RulingsDoNotChange1763809860000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`
      CREATE FUNCTION ruling_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF (NEW.id, NEW.dispute_id, NEW.seq, NEW.author, NEW.sha256, NEW.created_at) = (OLD.id, OLD.dispute_id, OLD.seq, OLD.author, OLD.sha256, OLD.created_at)
            AND (NEW.document IS NULL OR NEW.document = OLD.document) AND (NEW.salt IS NULL OR NEW.salt = OLD.salt) THEN
            RETURN NEW;
          END IF;
        END IF;
        RAISE EXCEPTION 'a ruling does not change' USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`CREATE TRIGGER ruling_does_not_change BEFORE DELETE OR UPDATE OF id, dispute_id, seq, author, document, salt, sha256, created_at ON ruling
      FOR EACH ROW EXECUTE FUNCTION ruling_refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query('DROP TRIGGER ruling_does_not_change ON ruling');
    await runner.query('DROP FUNCTION ruling_refuse_change()');
  }
}
