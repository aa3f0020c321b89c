/** Nobody's telephone should ring at night for something that can wait until breakfast. */
const QUIET_FROM_HOUR = 21;
const QUIET_UNTIL_HOUR = 8;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  FORMATS.set(timeZone, made);
  return made;
}

function wallTime(moment: number, timeZone: string): WallTime {
  const parts = formatFor(timeZone).formatToParts(moment).map(({ type, value }) => [type, Number(value)] as const);
  return Object.fromEntries(parts) as unknown as WallTime;
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = wallTime(moment, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

/** The next moment (epoch milliseconds) at which the clocks of a zone show this full hour. Nights in which clocks change have their own length. */
export function nextHourOfDay(moment: number, hour: number, timeZone: string): number {
  const { year, month, day } = wallTime(moment, timeZone);
  const wanted = Date.UTC(year, month - 1, day, hour);
  const candidates = [wanted, wanted + DAY].map((local) => {
    const guess = local - offsetAt(local - offsetAt(moment, timeZone), timeZone);
    return guess;
  });
  return candidates.find((candidate) => candidate > moment) ?? wanted + DAY;
}

const isQuiet = (moment: number, timeZone: string): boolean => {
  const { hour } = wallTime(moment, timeZone);
  return hour >= QUIET_FROM_HOUR || hour < QUIET_UNTIL_HOUR;
};

/**
 * When to write to somebody about what happened at a moment (epoch milliseconds): at once by day, in the morning by
 * night, both by the reader's own clock. What would come too late in the morning comes at once: `dueAt` is when the
 * time it is about ends, `leastLeft` how much of it must be left.
 */
export function politeMoment(moment: number, timeZone: string, dueAt = Infinity, leastLeft = 3 * HOUR): number {
  if (!isQuiet(moment, timeZone)) return moment;
  const morning = nextHourOfDay(moment, QUIET_UNTIL_HOUR, timeZone);
  return morning + leastLeft <= dueAt ? morning : moment;
}
