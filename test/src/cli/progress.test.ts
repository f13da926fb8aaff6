import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/cli/progress-lines';
import { addLine, newProgress, type Progress } from '../../../src/progress/progress-model';
import { drawProgress, openPainter } from '../../../src/cli/progress-screen';
import { emptyRecord } from '../../../src/run/empty-record';
import type { PlannedStep } from '../../../src/run/run-plan';
import type { RunHeader, RunLine } from '../../../src/scheduler/run-line';

function planned(name: string, position: number): PlannedStep {
  return {
    name,
    position,
    kind: 'linear',
    cells: [position],
    reads: [],
    writes: [name],
    definitions: {},
    guess: true,
    isolated: false,
    retries: 0,
    retryDelay: 0,
    timeout: null,
    catches: null,
    environment: {},
    needed: []
  };
}

const header: RunHeader = {
  flow: 'Houses',
  run: '1795000000000000',
  notebook: '/n/houses.ipynb',
  root: '/n/.metaflow',
  plan: {
    steps: [planned('load', 0), planned('fit', 1)],
    scratch: {},
    setup: {},
    frames: {},
    definitionHashes: {},
    validate: true,
    maxWorkers: 1,
    startStep: 'start',
    endStep: 'end'
  },
  titles: {},
  diagnostics: [],
  hashes: { steps: {}, setup: '' },
  modules: {},
  parameters: [],
  origin: null,
  seedRun: '1',
  reasons: {}
};

const lines: readonly RunLine[] = [
  { v: 1, at: 1000, type: 'event', event: { type: 'begin', at: 1000 } },
  {
    v: 1,
    at: 1000,
    type: 'deed',
    deed: { type: 'execute', execution: 1, position: 0, unit: 0, attempt: 0, process: 'p1', stdout: '/o', stderr: '/e' }
  },
  { v: 1, at: 1200, type: 'event', event: { type: 'started', at: 1200, execution: 1 } }
];

const options = { columns: 60, rows: 24, now: 3500, colour: false, lastOutput: null };

function follow(): Progress {
  return lines.reduce(addLine, newProgress(header, 1000));
}

describe('progress', () => {
  it('shows a step that runs, since when, and one that waits', () => {
    const screen = drawProgress(follow(), options);
    expect(screen[0]).toContain('Houses/1795000000000000  0/2 steps  2.5 s');
    expect(screen[1]).toMatch(/▶ load .*2\.5 s running/);
    expect(screen[2]).toMatch(/· fit .*waiting/);
  });

  it('counts the time that a step was at work, without waits for earlier steps', () => {
    const record = { ...emptyRecord(1200), finishedAt: 9100, waited: 6000 };
    const events: RunLine[] = [
      { v: 1, at: 1300, type: 'event', event: { type: 'read', at: 1300, execution: 1, slot: 'x' } },
      { v: 1, at: 9130, type: 'event', event: { type: 'finished', at: 9130, execution: 1, record } }
    ];
    const done = events.reduce(addLine, follow());
    expect(drawProgress(done, { ...options, now: 20_000 })[1]).toMatch(/load +1\.9 s done/);
  });

  it('keeps every line within the terminal, and what a step prints from steering it', () => {
    const screen = drawProgress(follow(), { ...options, columns: 30, lastOutput: `\u001b[2J${'x'.repeat(200)}` });
    expect(screen.every(line => line.length < 30)).toBe(true);
    expect(screen.join('')).not.toContain('\u001b');
  });

  it('shows the steps around the first that is not done where the terminal is low', () => {
    const steps = Array.from({ length: 50 }, (_, position) => planned(`s${position}`, position));
    const screen = drawProgress(newProgress({ ...header, plan: { ...header.plan, steps } }, 1000), { ...options, rows: 10 });
    expect(screen).toHaveLength(7);
  });

  it('says in plain words what was done and why it was done again', () => {
    const rerun: RunLine = {
      v: 1,
      at: 2000,
      type: 'deed',
      deed: { type: 'rerun', position: 1, unit: 0, execution: 2, slot: 'bag', writer: 'load', cost: 1500 }
    };
    expect(plainLine(lines[1] as RunLine, follow())).toBe('load: started');
    expect(plainLine(rerun, follow())).toBe("fit: runs again, 'bag' was written by step 'load' after it had read it (cost 1.5 s)");
    expect(addLine(follow(), rerun).reruns).toEqual([{ step: 'fit', slot: 'bag', writer: 'load', cost: 1500 }]);
  });

  it('paints over the lines of the frame before, and not at all when nothing changed', () => {
    const written: string[] = [];
    const painter = openPainter({ write: (text: string) => written.push(text) });
    painter.draw(['a', 'b']);
    painter.draw(['a', 'b']);
    painter.draw(['a']);
    painter.close();
    expect(written).toEqual(['\u001b[?25l', 'a\u001b[K\nb\u001b[K\n\u001b[J', '\u001b[2Aa\u001b[K\n\u001b[J', '\u001b[?25h']);
  });
});
