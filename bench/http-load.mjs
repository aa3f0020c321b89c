import { requestFor } from './capture.mjs';
import { CASES } from './cases.mjs';
import { serve } from './child.mjs';
import { askInLoops } from './clients.mjs';
import { connectionTo } from './http-client.mjs';

serve(({ name, tokens, port, ...job }) =>
  askInLoops({ ...job, consumes: CASES[name].consumes }, async () => {
    const connection = await connectionTo(port);
    return {
      async ask(n) {
        const { status, body } = await connection.ask(requestFor(name, n, tokens));
        if (status !== CASES[name].status) throw new Error(`${name} ${n} answers ${status}: ${body}`);
      },
      end: connection.end,
    };
  }),
);
