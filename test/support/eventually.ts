const LOOK_EVERY_MS = 25;

/**
 * Waits for a signal, never for time: looks again and again until `look` gives something other than
 * undefined, null or false, and returns it. Fails with what `look` last threw or saw.
 */
export async function eventually<T>(look: () => T | Promise<T>, withinMs = 30_000): Promise<NonNullable<T>> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const seen = await attempt(look);
    if ('value' in seen && seen.value !== undefined && seen.value !== null && seen.value !== false) return seen.value;
    if (performance.now() > giveUpAt) throw failure(seen, withinMs);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

type Seen<T> = { value: T } | { error: unknown };

async function attempt<T>(look: () => T | Promise<T>): Promise<Seen<T>> {
  try {
    return { value: await look() };
  } catch (error) {
    return { error };
  }
}

function failure(seen: Seen<unknown>, withinMs: number): Error {
  if ('error' in seen && seen.error instanceof Error) return seen.error;
  return new Error(`not within ${withinMs} ms: last saw ${JSON.stringify(seen)}`);
}
