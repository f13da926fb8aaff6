import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOfPage } from '../../src/card/card-page';
import { Flow, namespace } from '../../client';
import { buildOnce, findPython } from '../build';
import { lastEvent, makeWorkspace, type Workspace } from '../e2e/workspace';
import { unpackStore, type FixtureStore } from './fixture-store';

let place: Workspace;
let run: string;
let metaflow: FixtureStore;
const python = findPython() ?? '';

const cells = [
  { source: `import { card } from 'headwater';\ncard.append('# žluť');\nconst model = 1`, step: 'train' },
  { source: `const done = model`, step: 'after' }
];

/** A flow of the same name: `card` commands of Metaflow belong to a flow's program. */
const program = `from metaflow import FlowSpec, step, card
class Cards(FlowSpec):
    @step
    def start(self):
        self.next(self.train)
    @card
    @step
    def train(self):
        self.next(self.end)
    @step
    def end(self):
        pass
if __name__ == '__main__':
    Cards()
`;

const client = `import json
from metaflow import Task, namespace
from metaflow.cards import get_cards
namespace(None)
import sys
found = get_cards(Task(sys.argv[1]))
print(json.dumps([[c.type, c.id, c.hash, c.get(), c.get_data()] for c in found]))
`;

beforeAll(async () => {
  if (python === '') throw new Error('No Python with metaflow: set HEADWATER_PYTHON, or let npm test make .python');
  buildOnce();
  place = makeWorkspace();
  const ran = await place.headwater(['run', place.notebook('cards.ipynb', cells, { headwater: { flow: 'Cards' } }), '--json']);
  expect(ran.status, ran.stderr).toBe(0);
  run = String(lastEvent(ran)['pathspec']);
  metaflow = unpackStore('store');
}, 240_000);

afterAll(() => {
  place?.remove();
  metaflow?.remove();
});

function ask(args: readonly string[]): string {
  const env = { ...process.env, ...place.environment, USERNAME: 'tester' };
  return execFileSync(python, args, { cwd: place.folder, env, encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'ignore'] });
}

describe('the real metaflow', () => {
  it('finds our cards by get_cards, with the page and its data file', () => {
    writeFileSync(path.join(place.folder, 'read_cards.py'), client);
    const found = JSON.parse(ask(['read_cards.py', `${run}/train/2`])) as [
      string,
      string | null,
      string,
      string,
      Record<string, unknown>
    ][];
    expect(found).toHaveLength(1);
    const [type, id, hash, page, data] = found[0] ?? ['', null, '', '', {}];
    expect([type, id, hash.length, data['reload_token']]).toEqual(['default', null, 32, 'final']);
    expect(documentOfPage(page)?.components[0]).toEqual({ type: 'markdown', text: '# žluť' });
  });

  it('gives and lists them by its command line', () => {
    writeFileSync(path.join(place.folder, 'cards_flow.py'), program);
    const [, id = ''] = run.split('/');
    const listed = ask(['cards_flow.py', 'card', 'list', `${id}/train/2`, '--as-json']);
    expect(listed).toContain('default');
    expect(ask(['cards_flow.py', 'card', 'get', `${id}/train/2`])).toContain('headwater-card');
  });
});

describe("Metaflow's cards", () => {
  it('are the ones that its own client says', async () => {
    namespace(null);
    const task = Flow('FxCards', { root: metaflow.root }).run('1795250864555395').step('start').taskById('1');
    const found = (await task.cards).map(({ type, id, html }) => [type, id, createHash('sha1').update(html).digest('hex')]);
    // The fixture has left out those of 1.1 MB.
    expect(found).toEqual([['fx_tiny', 'live', '5d2687953f66226ae9c5eabdc66eeece6b086286']]);
    const chosen = await task.card({ id: 'live' });
    expect([chosen.type, chosen.document]).toEqual(['fx_tiny', null]);
  });
});
