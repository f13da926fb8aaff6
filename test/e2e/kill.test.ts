import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { killCells } from './kill-notebook';
import { planKills, randomNumbers } from './kill-plan';
import { expectedOf, killOnce, type Victim } from './kill-run';
import { openMetaflowReader } from './metaflow-reader';
import { makeWorkspace } from './workspace';

const kills = Number(process.env['HEADWATER_KILLS'] ?? 25);
const seed = Number(process.env['HEADWATER_SEED'] ?? Date.now() % 1_000_000);
/** Milliseconds. */
const budget = process.env['HEADWATER_KILLS'] === undefined ? 25_000 : Infinity;

/** An empty store now and then: values that are there already are not written again. */
const runsKept = 4;

let victim: Victim;
let duration = 0;

beforeAll(async () => {
  buildOnce();
  const place = makeWorkspace();
  const notebook = place.notebook('killed.ipynb', killCells);
  const expected = await expectedOf(place, notebook);
  ({ duration } = expected);
  victim = { place, flow: 'Killed', notebook, reader: openMetaflowReader(place), expected };
}, 240_000);

afterAll(() => {
  victim.reader.close();
  victim.place.remove();
});

describe('a kill -9 of the scheduler or of a task, at any moment', () => {
  it(
    'leaves a store in which all that is committed is whole, and going on gives what an undisturbed run gives',
    async () => {
      const began = Date.now();
      const faults: string[] = [];
      const hits: string[] = [];
      let done = 0;
      for (const kill of planKills(kills, duration, randomNumbers(seed))) {
        if (Date.now() - began > budget) break;
        const { hit, faults: found } = await killOnce(victim, kill);
        done += 1;
        hits.push(...hit);
        if (done % runsKept === 0) rmSync(victim.place.storeRoot, { recursive: true, force: true });
        if (found.length > 0) faults.push(`killed ${kill.name}:\n  ${found.join('\n  ')}`);
        if (kills > 100) tell(`${done} ${kill.name} (${hit.join(', ') || 'met nothing'}) ${found.length === 0 ? 'ok' : found.join('; ')}`);
      }
      tell(`kill test: ${done} kills, seed ${seed}, ${faults.length} with faults, ${Math.round((Date.now() - began) / 1000)} s`);
      tell(`killed: ${summaryOf(hits)}`);
      expect(faults, `HEADWATER_SEED=${seed}`).toEqual([]);
      expect(done).toBeGreaterThan(1);
    },
    Math.min(budget, 86_400_000) * 2
  );
});

function summaryOf(hits: readonly string[]): string {
  const outside = ['scheduler', 'task'].map(who => `${hits.filter(each => each === who).length} ${who}s from outside`);
  const own = hits.filter(each => each !== 'scheduler' && each !== 'task');
  const programs = ['scheduler', 'task', 'cli'].map(who => `${own.filter(each => each.endsWith(`@${who}`)).length} in a ${who}`);
  const points = new Set(own.map(each => each.replace(/[:@].*/, '')));
  return `${outside.join(', ')}; ${own.length} at ${points.size} write points (${programs.join(', ')}): ${[...points].sort().join(' ')}`;
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
