import { describe, expect, it } from 'vitest';
import { stepTowards, type PlacedStep } from '../../../labextension/src/graph/graph-moves';
import { fitted, panned, revealed, scales, zoomed } from '../../../labextension/src/graph/viewport';

describe('the view of a graph', () => {
  it('fits the whole drawing into the middle of the window, never larger than life', () => {
    expect(fitted({ width: 200, height: 100 }, { width: 400, height: 400 })).toEqual({ x: 100, y: 150, scale: 1 });
    expect(fitted({ width: 800, height: 100 }, { width: 400, height: 400 })).toEqual({ x: 0, y: 175, scale: 0.5 });
    expect(fitted({ width: 0, height: 0 }, { width: 400, height: 400 }).scale).toBe(1);
  });

  it('zooms about the point under the mouse, within bounds', () => {
    const at = { x: 120, y: 80 };
    const near = zoomed({ x: 20, y: 30, scale: 1 }, 2, at);
    expect((at.x - near.x) / near.scale).toBeCloseTo(100);
    expect((at.y - near.y) / near.scale).toBeCloseTo(50);
    expect(zoomed(near, 1000, at).scale).toBe(scales.most);
    expect(zoomed(near, 0, at).scale).toBe(scales.least);
  });

  it('moves just so far that a step can be seen', () => {
    const here = { x: 0, y: 0, scale: 1 };
    const window = { width: 400, height: 300 };
    expect(revealed(here, { x: 200, y: 150, width: 100, height: 50 }, window)).toBe(here);
    const moved = revealed(here, { x: 500, y: -40, width: 100, height: 50 }, window);
    expect(moved).toEqual(panned(here, 400 - 24 - 550, 24 + 65));
  });
});

describe('stepTowards', () => {
  // load over a and b side by side, both over join; alone stands to the right of join.
  const steps: PlacedStep[] = [
    { name: 'load', x: 100, y: 0 },
    { name: 'a', x: 50, y: 100 },
    { name: 'b', x: 160, y: 100 },
    { name: 'join', x: 100, y: 200 },
    { name: 'alone', x: 300, y: 200 }
  ];
  const edges = [
    { from: 'load', to: 'a' },
    { from: 'load', to: 'b' },
    { from: 'a', to: 'join' },
    { from: 'b', to: 'join' }
  ];
  it.each([
    ['load', 'down', 'a'],
    ['a', 'right', 'b'],
    ['b', 'left', 'a'],
    ['b', 'down', 'join'],
    ['join', 'up', 'a'],
    ['join', 'right', 'alone'],
    ['alone', 'up', 'b'],
    ['join', 'down', null],
    ['load', 'left', null]
  ] as const)('from %s %s is %s', (from, direction, to) => {
    expect(stepTowards(from, direction, steps, edges)).toBe(to);
  });

  it('begins at the first step when the one it was at is gone', () => {
    expect(stepTowards('gone', 'down', steps, edges)).toBe('load');
  });
});
