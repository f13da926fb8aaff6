import { describe, expect, it } from 'vitest';
import { ValueTree } from '../../../labextension/src/artifacts/value-tree';
import type { Query } from '../../../labextension/src/tokens';
import type { ValueNode } from '../../../src/server/api/artifact';
import { StoreOfRuns } from '../runs/store-of-runs';

/** A list of 250 entries, each a list of two numbers. */
class ValueServer extends StoreOfRuns {
  override async ask<T>(_route: string, query: Query = {}): Promise<T> {
    await Promise.resolve();
    const at = JSON.parse(String(query['at'])) as number[];
    const total = [250, 2][at.length] ?? 0;
    const [from, limit] = [Number(query['from']), Number(query['limit'])];
    const entries = Array.from({ length: Math.min(limit, total - from) }, (_, i) => entry(from + i, at.length === 0));
    const node: ValueNode = { text: `Array(${total})`, type: 'Array', total, entries };
    return node as T;
  }
}

function entry(at: number, open: boolean): NonNullable<ValueNode['entries']>[number] {
  return { at, label: String(at), text: 'x', type: 'number', open };
}

describe('ValueTree', () => {
  it('has the first entries, and more when they are asked for', async () => {
    const tree = new ValueTree(new ValueServer(0), { path: 'a', pathspec: 'F/1/s/2/v' });
    await tree.open([]);
    expect(tree.lines).toHaveLength(100);
    expect(tree.lines.at(-1)).toMatchObject({ place: 100, siblings: 250, moreAfter: 100 });
    await tree.more([]);
    await tree.more([]);
    expect(tree.lines).toHaveLength(250);
    expect(tree.lines.at(-1)?.moreAfter).toBe(null);
  });

  it('shows the entries of what is open below it', async () => {
    const tree = new ValueTree(new ValueServer(0), { path: 'a', pathspec: 'F/1/s/2/v' });
    await tree.open([]);
    await tree.open([1]);
    expect(tree.lines.slice(0, 5).map(({ at }) => at)).toEqual([[0], [1], [1, 0], [1, 1], [2]]);
    tree.close([1]);
    expect(tree.lines).toHaveLength(100);
  });
});
