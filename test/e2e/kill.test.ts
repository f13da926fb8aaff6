import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { killCells } from './kill-notebook';
import { atRandom, planKills, randomNumbers } from './kill-plan';
import { expectedOf, killOnce, type Victim } from './kill-run';
import { openMetaflowReader } from './metaflow-reader';
import { makeWorkspace } from './workspace';

const kills = Number(process.env['HEADWATER_KILLS'] ?? 25);
const seed = Number(process.env['HEADWATER_SEED'] ?? Date.now() % 1_000_000);
/** Milliseconds. */
const budget = process.env['HEADWATER_KILLS'] === undefined ? 15_000 : Infinity;

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
      const { killed, missed, hits, faults } = await killMany(began + budget);
      const seconds = Math.round((Date.now() - began) / 1000);
      tell(`kill test: ${killed} runs killed (${missed} more were over before), seed ${seed}, ${faults.length} with faults, ${seconds} s`);
      tell(`killed: ${summaryOf(hits)}`);
      expect(faults, `HEADWATER_SEED=${seed}`).toEqual([]);
      expect(killed).toBeGreaterThan(1);
    },
    Math.min(budget * 10, 86_400_000)
  );
});

interface Campaign {
  killed: number;
  /** Kills that met nothing: the run was over, or never came there. Others are made in their place. */
  missed: number;
  readonly hits: string[];
  readonly faults: string[];
}

async function killMany(until: number): Promise<Campaign> {
  const random = randomNumbers(seed);
  const campaign: Campaign = { killed: 0, missed: 0, hits: [], faults: [] };
  const plan = planKills(kills, duration, random);
  for (const kill of plan) {
    // A kill that meets nothing shows nothing.
    if (Date.now() > until && campaign.killed > 1) break;
    const { hit, faults } = await killOnce(victim, kill);
    if (hit.length === 0) plan.push(atRandom(duration, random));
    // Whoever was to be killed while closing a run found it over.
    const tries = plan.filter(each => each.name === kill.name).length;
    if (kill.point?.endsWith('@cli') === true && !hit.includes(kill.point) && tries < 6) plan.push(kill);
    campaign[hit.length === 0 ? 'missed' : 'killed'] += 1;
    campaign.hits.push(...hit);
    if (faults.length > 0) campaign.faults.push(`killed ${kill.name}:\n  ${faults.join('\n  ')}`);
    const done = campaign.killed + campaign.missed;
    if (done % runsKept === 0) rmSync(victim.place.storeRoot, { recursive: true, force: true });
    if (kills > 100) tell(`${done} ${kill.name} (${hit.join(', ') || 'met nothing'}) ${faults.length === 0 ? 'ok' : faults.join('; ')}`);
  }
  return campaign;
}

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
