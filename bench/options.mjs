import { parseArgs } from 'node:util';

const NUMBERS = { seconds: 5, clients: 16, disputes: 100_000, repetitions: 3, calm: 100 };

const USAGE = `npm run bench -- [options]
  --seconds N       each measurement lasts this long (${NUMBERS.seconds})
  --clients N       how many wait for an answer at once (${NUMBERS.clients})
  --disputes N      how many there are before the first measurement (${NUMBERS.disputes})
  --repetitions N   of every measurement; medians are told (${NUMBERS.repetitions})
  --calm PERCENT    take a measurement again during which others took more of the machine, up to 20 times (any)
  --only NAMES      of open,offer,read,list
  --driver NAME     pgbench or pg; pgbench where it is installed
  --node-flags=F    the API's process gets these, such as "--max-semi-space-size=8"
  --json            one JSON document on standard output instead of the table
  --profile         keep a CPU profile of the API in .parley/bench`;

/** What the run was asked to do; explains itself and ends the process where it was asked something else. */
export function readOptions(args = process.argv.slice(2)) {
  const options = { only: { type: 'string' }, driver: { type: 'string' }, 'node-flags': { type: 'string' }, json: { type: 'boolean' }, profile: { type: 'boolean' }, help: { type: 'boolean' } };
  for (const name of Object.keys(NUMBERS)) options[name] = { type: 'string' };
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) throw new Error('');
    const numbers = Object.entries(NUMBERS).map(([name, usual]) => [name, wholeNumber(name, values[name] ?? usual)]);
    return { ...values, ...Object.fromEntries(numbers), only: values.only?.split(','), nodeFlags: values['node-flags']?.split(' ') ?? [] };
  } catch (error) {
    console.error([error.message, USAGE].join('\n').trim());
    process.exit(2);
  }
}

function wholeNumber(name, text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number above 0`);
  return number;
}
