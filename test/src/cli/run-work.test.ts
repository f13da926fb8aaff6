import { mkdtempSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { committedWork, workFacts, workLines, workOfRun } from '../../../src/cli/run-work';
import { runFolder } from '../../../src/scheduler/run-folder';
import { planOf, Tape, write } from '../run/simulation';

const plan = planOf([
  { name: 'load', writes: ['view'] },
  { name: 'total', reads: ['rows'], writes: ['n'] },
  { name: 'report', reads: ['n'] }
]);

/** Two tasks of 400 and 300 ms, the second after an execution of 200 ms that was thrown away; it had to wait 100 ms of its 400. */
function tape(): Tape {
  const made = new Tape(plan);
  made.begin();
  made.finish(2, { reads: { rows: 'absent' }, writes: { n: write('old') }, startedAt: 1000, finishedAt: 1200 });
  made.finish(1, { writes: { rows: write('r') }, startedAt: 1000, finishedAt: 1400 });
  const again = made.of('execute').findLast(each => each.position === 1)?.execution ?? 0;
  made.finish(again, { reads: { rows: '0:rows:r' }, writes: { n: write('new') }, startedAt: 1400, finishedAt: 1800, waited: 100 });
  return made;
}

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headwater-work-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The log that a run of the tape would have written: its events, and its instructions as deeds. */
function keepLog(made: Tape, isOver: boolean): void {
  const { events } = runFolder(root, 'F', '1');
  const lines: object[] = [{ v: 1, at: 500, type: 'run', run: { plan } }];
  for (const event of made.events) lines.push({ v: 1, at: event.at, type: 'event', event });
  for (const deed of made.instructions.filter(each => each.type === 'rerun' || each.type === 'commit'))
    lines.push({ v: 1, at: 1900, type: 'deed', deed });
  if (isOver) lines.push({ v: 1, at: 1500, type: 'deed', deed: { type: 'end', status: 'successful', error: null, task: '5' } });
  mkdirSync(dirname(events), { recursive: true });
  writeFileSync(events, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
}

describe('the work of a run', () => {
  it('is the time of what has committed, without waiting and without what was thrown away', () => {
    expect(committedWork(tape().state)).toBe(400 + 300);
  });

  it('is found again in its events, with the reruns', () => {
    keepLog(tape(), true);
    const reruns = [{ step: 'total', slot: 'rows', writer: 'load', cost: 200 }];
    expect(workOfRun(root, 'F/1')).toEqual({ work: 700, wall: 1000, reruns });
  });

  it('is not known while the run goes on, or without its events', () => {
    expect(workOfRun(root, 'F/1')).toBeNull();
    keepLog(tape(), false);
    expect(workOfRun(root, 'F/1')).toBeNull();
  });

  it('is told as overlap, with reason and cost of each rerun', () => {
    const file = { step: 'a', slot: 'file:out/data.csv', writer: 'b', cost: 1500 };
    const state = { step: 'c', slot: 'count@3.state', writer: null, cost: 500 };
    expect(workLines({ work: 6000, wall: 2000, reruns: [file, state] })).toEqual([
      'Tasks took 6.0 s, the run 2.0 s: overlap 3.00',
      'Ran again, so that the result is that of the notebook (2 reruns, 2.0 s in all):',
      "  a ran again: it had read the file 'out/data.csv' before step 'b' changed it (cost 1.5 s)",
      "  c ran again: it had read another version of 'count' (cost 500 ms)"
    ]);
    expect(workFacts({ work: 1000, wall: 3000, reruns: [file] })).toMatchObject({ work: 1000, overlap: 0.33, rerunCost: 1500 });
  });
});
