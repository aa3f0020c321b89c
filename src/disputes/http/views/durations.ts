const DAY = 86_400;
const HOUR = 3_600;
const MINUTE = 60;

/** Milliseconds as an ISO 8601 duration of days and less, to the second: `P5D`, `PT1H30M`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const days = Math.floor(seconds / DAY);
  const parts = [[Math.floor((seconds % DAY) / HOUR), 'H'], [Math.floor((seconds % HOUR) / MINUTE), 'M'], [seconds % MINUTE, 'S']] as const;
  const time = parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
  if (days === 0 && time === '') return 'PT0S';
  return `P${days === 0 ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}
