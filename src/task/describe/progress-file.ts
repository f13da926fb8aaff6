import { writeFileSync } from 'node:fs';
import { realNow } from '../ambient/controlled-world';

/** Milliseconds between two notes. */
const pause = 500;
/** Looks between two glances at the clock. */
const glance = 64;

/** Notes in a file which variable is looked at, and with a number that grows that work goes on. */
export function progressFile(path: string): (variable: string) => void {
  let looks = 0;
  let noted = realNow();
  return variable => {
    if (++looks % glance !== 0) return;
    const now = realNow();
    if (now - noted < pause) return;
    noted = now;
    writeFileSync(path, `${looks} ${variable}`);
  };
}
