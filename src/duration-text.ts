const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * A length of time for people, in at most two units: `420 ms`, `12.3 s`, `3 min 5 s`, `2 h 7 min`, `3 d 4 h`; a second unit of zero is left out.
 * Milliseconds in. Less than nothing, which clocks that were set give, is `0 ms`; what is no number is `–`.
 */
export function durationText(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '–';
  const whole = Math.max(0, Math.round(milliseconds));
  if (whole < 1000) return `${whole} ms`;
  // 59.96 s would be told as 60.0 s.
  if (whole < 59_950) return `${(whole / 1000).toFixed(1)} s`;
  const seconds = Math.round(whole / 1000);
  if (seconds < hour) return units(seconds, minute, 'min', 1, 's');
  return seconds < day ? units(seconds, hour, 'h', minute, 'min') : units(seconds, day, 'd', hour, 'h');
}

function units(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}
