import pg from 'pg';
import { serve } from './child.mjs';
import { askInLoops } from './clients.mjs';
import { BUYERS, NAMES } from './names.mjs';

serve(({ statements, url, ...job }) =>
  askInLoops(job, async () => {
    const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c jit=off' });
    await client.connect();
    return {
      async ask(n) {
        for (const [index, { text, params }] of statements.entries()) {
          const { rowCount } = await client.query({ name: `s${index}`, text, values: params.map((value) => valueFor(value, n)) });
          if (rowCount === 0) throw new Error(`row ${n}: statement ${index + 1} found nothing`);
        }
      },
      end: () => void client.end(),
    };
  }),
);

function valueFor(value, n) {
  if (value?.standsFor === 'number') return String(n);
  return value?.standsFor === 'buyer' ? NAMES.sql.buyer(String(n % BUYERS).padStart(4, '0')) : value;
}
