import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReader } from '../../src/metadata/local-reader';
import { buildOnce } from '../build';
import { copyAsCut, mountInstead, mountNewDisk, unmount } from './disk';
import { killCells } from './kill-notebook';
import { randomNumbers } from './kill-plan';
import { newestRun } from './kill-processes';
import { expectedOf, type Expected } from './kill-run';
import { faultsOf, finalKeys, processesIn } from './killed-store';
import { openMetaflowReader, type MetaflowReader } from './metaflow-reader';
import { lastEvent, makeWorkspace, type Workspace } from './workspace';

const cuts = Number(process.env['HEADWATER_CUTS'] ?? 1);
const seed = Number(process.env['HEADWATER_SEED'] ?? Date.now() % 1_000_000);
const flow = 'Killed';

let place: Workspace;
let reader: MetaflowReader;
let notebook: string;
let expected: Expected & { readonly duration: number };

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  notebook = place.notebook('killed.ipynb', killCells);
  expected = await expectedOf(place, notebook);
  rmSync(place.storeRoot, { recursive: true });
  mkdirSync(place.storeRoot);
  reader = openMetaflowReader(place);
}, 240_000);

afterAll(() => {
  reader.close();
  place.remove();
});

describe('a power cut', () => {
  it(
    'leaves nothing that looks whole and is not, once the run is gone on with; and that gives what an undisturbed run gives',
    async context => {
      const random = randomNumbers(seed);
      const faults: string[] = [];
      for (let cut = 0; cut < cuts; cut++) {
        if (!mountNewDisk(diskOf('disk'), place.storeRoot, 48 * 1024 * 1024)) return context.skip('needs the right to mount a disk');
        try {
          await runAndCut(random() * expected.duration);
          faults.push(...(await goOn()).map(each => `cut ${cut}: ${each}`));
        } finally {
          unmount(place.storeRoot);
        }
      }
      expect(faults, `HEADWATER_SEED=${seed}`).toEqual([]);
    },
    60_000 * (cuts + 1)
  );
});

const diskOf = (name: string): string => path.join(place.folder, `${name}.img`);

/** Begins a run and takes the disk as it is so many milliseconds later; the machine has started again then, as far as the lease tells. */
async function runAndCut(after: number): Promise<void> {
  for (const name of ['notes.txt', 'tried.txt']) rmSync(path.join(place.folder, name), { force: true });
  const started = place.start(['run', notebook]);
  const over = { yet: false };
  void started.ended.then(() => (over.yet = true));
  while (!over.yet && newestRun(place, flow) === null) await sleep(5);
  await sleep(after);
  copyAsCut(diskOf('disk'), diskOf('cut'));
  for (const pid of processesIn(place)) killIfThere(pid);
  await started.ended;
  mountInstead(diskOf('cut'), place.storeRoot);
  const folder = path.join(place.storeRoot, flow);
  for (const run of existsSync(folder) ? readdirSync(folder) : []) giveOtherBoot(path.join(folder, run, '_headwater/lease.json'));
}

function giveOtherBoot(lease: string): void {
  const text = existsSync(lease) ? readFileSync(lease, 'utf8') : '';
  if (text !== '') writeFileSync(lease, JSON.stringify({ ...(JSON.parse(text) as object), boot: 'another' }));
}

/** Faults, one sentence each. A task that the log calls committed may have been lost: it is made again. */
async function goOn(): Promise<string[]> {
  const run = newestRun(place, flow);
  const known = run !== null && openReader(place.storeRoot).run(flow, run) !== null;
  const ran = await place.headwater(known ? ['resume', `${flow}/${run}`, '--json'] : ['run', notebook, '--json']);
  if (ran.status !== 0) return [`going on ended with ${ran.status}: ${ran.stderr}`];
  const keys = finalKeys(place, String(lastEvent(ran)['pathspec']));
  const names = Object.keys({ ...expected.keys, ...keys }).filter(name => keys[name] !== expected.keys[name]);
  const faults = await faultsOf(place, flow, reader, 2);
  return [...names.map(name => `the final ${name} is not as it should be`), ...faults.filter(each => !each.endsWith(' is lost'))];
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
