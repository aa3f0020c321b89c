/** The names in the FAILPOINTS variable, as `name` (stop the process there) or `name:throw` (fail there). */
const armed = new Map((process.env.FAILPOINTS ?? '').split(',').filter(Boolean).map((entry) => {
  const [name = '', effect = 'exit'] = entry.split(':');
  return [name, effect] as const;
}));

/**
 * A marked place where a chaos test lets the process die or fail, to prove that what was begun is finished later.
 * Off unless the environment names it, and never in production.
 */
export function failpoint(name: string): void {
  if (armed.size === 0 || process.env.NODE_ENV === 'production') return;
  const effect = armed.get(name);
  if (effect === undefined) return;
  if (effect === 'throw') throw new Error(`failpoint ${name}`);
  process.exit(86);
}
