import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../build';
import { describeVerdict, judge, summarize, type CorpusCase, type Verdict } from './corpus-judge';
import { overlapOf, overlapTable, type Overlap } from './overlap-table';
import { lastEvent, makeWorkspace, readFixture } from './workspace';

/**
 * Small notebooks, each a difficulty of its own; the texts were printed by the cells in a real tslab kernel (`alsoStdout`: in one global
 * scope of Node). Each runs through the real command, its last step's text is compared.
 */
const cases = JSON.parse(readFixture('notebooks/corpus-typescript.json')) as CorpusCase[];

/** `HEADWATER_WORKERS=1` for another number of processes at a time. */
const { HEADWATER_WORKERS } = process.env;
const options = HEADWATER_WORKERS === undefined ? [] : ['--max-workers', HEADWATER_WORKERS];

const groups = [...new Set(cases.map(each => each.group))];

const verdicts: Verdict[] = [];
const overlaps: Overlap[] = [];

beforeAll(async () => {
  buildOnce();
  const waiting = [...cases];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) verdicts.push(await runCase(next));
  };
  await Promise.all([worker(), worker()]);
}, 600_000);

afterAll(() => {
  process.stdout.write(`${summarize(sortedVerdicts()).join('\n')}\n${overlapTable('corpus', overlaps)}`);
});

describe('corpus of small notebooks', () => {
  it.each(groups)('gives what the kernel gives, or the refusal that is asked for, in every case of group %s', group => {
    const bad = verdicts.filter(each => each.case.group === group && !each.acceptable);
    expect(bad.map(describeVerdict)).toEqual([]);
  });

  it('is silently wrong in no case of any group', () => {
    const bad = verdicts.filter(each => each.outcome === 'silently wrong');
    expect(bad.map(describeVerdict)).toEqual([]);
  });

  it('judged every case', () => {
    expect(sortedVerdicts().map(each => each.case.name)).toEqual(cases.map(each => each.name));
  });
});

async function runCase(each: CorpusCase): Promise<Verdict> {
  const place = makeWorkspace();
  try {
    const cells = each.cells.map(({ headwater: settings, ...cell }) => ({ ...cell, ...(settings === undefined ? {} : { settings }) }));
    const notebook = place.notebook(`${each.name}.ipynb`, cells);
    const ran = await place.headwater(['run', notebook, '--json', ...options]);
    const overlap = overlapOf(each.name, ran);
    if (overlap !== null) overlaps.push(overlap);
    if (ran.status !== 0) return judge(each, ran, null);
    const step = each.cells.findLast(cell => typeof cell.step === 'string')?.step ?? '';
    const logs = await place.headwater(['logs', `${String(lastEvent(ran)['pathspec'])}/${step}`, '--stdout']);
    return judge(each, logs, logs.stdout);
  } finally {
    place.remove();
  }
}

function sortedVerdicts(): Verdict[] {
  return [...verdicts].sort((a, b) => cases.indexOf(a.case) - cases.indexOf(b.case));
}
