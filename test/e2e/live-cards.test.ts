import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Flow, namespace } from '../../client';
import type { Card } from '../../client/cards/stored-card';
import { buildOnce } from '../build';
import { startServer, type TestServer } from './server-process';
import { makeWorkspace, type Started, type Workspace } from './workspace';

/** Each item counts on its card until the file `go` is there: hundreds of updates. Item 2 writes nothing on it. */
const fit = `import { card, foreach, Markdown, ProgressBar, Table } from 'headwater';
import { existsSync } from 'node:fs';
const scores = await foreach([10, 20, 30, 40], async (rate, index) => {
  const bar = new ProgressBar({ label: 'rate ' + rate, id: 'bar' });
  if (index !== 2) card.append(bar);
  if (index !== 2) card.append(new Table(Array.from({ length: 200 }, (_, row) => ({ row, text: 'x'.repeat(50) }))));
  let count = 0;
  while (!existsSync('go')) {
    bar.update(++count);
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  return count;
});`;

let place: Workspace;
let server: TestServer;
let run: Started;
let pathspec: string;

beforeAll(async () => {
  buildOnce();
  place = makeWorkspace();
  Object.assign(process.env, place.environment);
  namespace(null);
  server = await startServer(place);
  const notebook = place.notebook('live.ipynb', [{ source: fit, step: 'fit' }], { headwater: { flow: 'Live' } });
  run = place.start(['run', notebook, '--max-workers', '4']);
  await until(async () => (await liveOnes()).length === 3);
  pathspec = (await Flow('Live').latestRun).pathspec;
}, 120_000);

afterAll(async () => {
  run?.child.kill();
  await server?.stop();
  place?.remove();
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUp = Date.now() + 60_000;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > giveUp) throw new Error('It did not come.');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function liveOnes(): Promise<Card[]> {
  return (await Flow('Live').latestRun.step('fit').cards).filter(each => each.live);
}

function countOf(card: Card | undefined): number {
  const bar = card?.document?.components.find(each => each.id === 'bar');
  return bar?.type === 'progress' ? bar.value : -1;
}

describe('while a foreach runs', () => {
  it('the cards of all its items that have written on theirs can be read, by index, and go on', async () => {
    const before = await liveOnes();
    expect(before.map(each => [each.index, each.title])).toEqual([[0, 'fit 1'], [1, 'fit 2'], [3, 'fit 4']]); // prettier-ignore
    await until(async () => (await liveOnes()).every((each, at) => countOf(each) > countOf(before[at])));
    const last = await Flow('Live').latestRun.card('fit', { index: 3 });
    expect([last.index, last.live]).toEqual([3, true]);
  });

  it('the command line lists them and shows one', async () => {
    const listed = await place.headwater(['card', 'list', 'Live']);
    expect(listed.stdout.trim().split('\n').slice(-3)).toEqual(
      [0, 1, 3].map(at => `${pathspec}/fit[${at}]  default  fit ${at + 1}  (running)`)
    );
    const shown = await place.headwater(['card', 'show', 'Live/latest/fit', '--index', '3']);
    expect(shown.stdout).toMatch(/^fit 4 \(running\)[^]*rate 40: \d+/);
  });

  it('the server tells them, and follows the one that is asked for', async () => {
    const { json } = await server.ask('task/cards', { path: '', pathspec: `${pathspec}/fit` });
    expect(json.cards.map((each: { source: { index: number } }) => each.source.index)).toEqual([0, 1, 3]);
    const query = { path: '', pathspec: `${pathspec}/fit`, index: '3' };
    const followed = await server.events('card/follow', query, seen => seen.length >= 3);
    for (const { data } of followed) expect(data.document).toMatchObject({ index: 3, live: true, title: 'fit 4' });
  });

  it('a reader that looks all the time never sees half a card', async () => {
    const seen = new Set<number>();
    let looks = 0;
    const end = Date.now() + 60_000;
    while ((seen.size < 10 || looks < 300) && Date.now() < end) {
      const cards = await liveOnes();
      expect(cards.map(each => each.index)).toEqual([0, 1, 3]);
      for (const each of cards) {
        const [bar, table] = each.document?.components ?? [];
        expect([bar?.type, table?.type === 'table' && table.rows.length]).toEqual(['progress', 200]);
        expect(each.html).toContain('</html>');
      }
      seen.add(countOf(cards[1]));
      looks += 1;
    }
    expect(seen.size).toBeGreaterThanOrEqual(10);
  });
});

describe('when the foreach has ended', () => {
  it('whoever followed an item is told its last form; all items have theirs, in their order, and nothing of the time before stays', async () => {
    const following = server.events('card/follow', { path: '', pathspec: `${pathspec}/fit`, index: '1' });
    place.file('go', '');
    expect((await run.ended).status).toBe(0);
    const told = await following;
    expect(told.at(-1)?.event).toBe('end');
    expect(told.at(-2)?.data.document).toMatchObject({ live: false, index: 1, title: 'fit 2' });
    const cards = await Flow('Live').latestRun.step('fit').cards;
    expect(cards.map(each => [each.index, each.live])).toEqual([0, 1, 2, 3].map(at => [at, false]));
    const counts = await Promise.all([0, 1, 3].map(async at => countOf(await Flow('Live').latestRun.card('fit', { index: at }))));
    expect(counts).toEqual([0, 1, 3].map(at => countOf(cards[at])));
    const folder = path.join(place.storeRoot, ...pathspec.split('/'), '_headwater', 'cards');
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  });
});
