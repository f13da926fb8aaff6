/** Ids of at least 13 digits are times: 16 are microseconds, as Metaflow makes them. Shorter numbers are a service's counter. */
const timeId = /^\d{13,}$/;

/**
 * Run ids, newest first. Numeric ids are times, so they are ordered without reading anything, and tagging a run (which makes Metaflow write
 * a new time into its record) does not move it. Other ids go by `createdAt` (milliseconds; null: no record yet, and no place in the list).
 */
export function sortRunIds(ids: readonly string[], createdAt: (id: string) => number | null): string[] {
  return ids
    .flatMap(id => {
      const time = timeOfRunId(id) ?? createdAt(id);
      return time === null ? [] : [{ id, time }];
    })
    .sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}

/** Milliseconds since 1970 that a numeric run id stands for; null for other ids. */
export function timeOfRunId(id: string): number | null {
  if (!timeId.test(id)) return null;
  return Number(id.slice(0, 13)) + Number(`0.${id.slice(13)}`);
}

/** Orders names with numbers by their numbers, others as text; `2` comes before `10`. */
export function compareIds(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) || difference === 0 ? (a < b ? -1 : a > b ? 1 : 0) : difference;
}
