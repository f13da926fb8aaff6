const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['second', 1_000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
  ['month', 2_629_746_000],
  ['year', 31_556_952_000]
];

/** How long ago, such as "12 min. ago"; `language` as in BCP 47, the browser's when absent. */
export function agoText(time: number, now: number, language?: string): string {
  const passed = time - now;
  const [unit, length] = steps.findLast(([, length]) => Math.abs(passed) >= length) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }).format(Math.trunc(passed / length), unit);
}

/** Date and time to the second, in the reader's own time zone. */
export function exactText(time: number, language?: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' }).format(time);
}

/** Date and time in few characters: the year only when it is another one. */
export function shortText(time: number, now: number, language?: string): string {
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    ...(sameYear ? {} : { year: 'numeric' }),
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit'
  }).format(time);
}

/** A number of bytes: `812 B`, `3.1 kB`, `2.4 GB` (powers of 1000). */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1_000 ** power).toFixed(1)} ${['B', 'kB', 'MB', 'GB', 'TB'][power] ?? ''}`;
}
