import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { statusView, stripView } from '../../../labextension/src/cells/strip-view';
import type { CellMark } from '../../../labextension/src/steps/step-marks';
import type { StepProgressRow } from '../../../src/server/api/run';

const trans = nullTranslator.load('headwater');
const head: CellMark = { kind: 'head', step: 'train', title: null, settings: { retry: { times: 2 }, effects: true }, foreach: true };
const row: StepProgressRow = {
  name: 'train',
  phase: 'running',
  startedAt: 1000,
  endedAt: null,
  worked: null,
  items: { done: 37, total: 200 },
  reruns: 0
};

describe('stripView', () => {
  it('says what a step is: name, foreach, where it runs, settings', () => {
    const view = stripView(head, [], null, 0, trans);
    expect(view).toMatchObject({ kind: 'head', name: 'train', label: 'Step train', status: null, problems: null });
    expect(view?.badges.map(each => each.text)).toEqual(['foreach', 'local', 'retry 2', 'effects']);
  });

  it('shows the title and tells the name', () => {
    const view = stripView({ ...head, title: 'Обучение' }, [], null, 0, trans);
    expect([view?.name, view?.label]).toEqual(['Обучение', 'Step Обучение (train in the store)']);
  });

  it('is nothing for a cell outside of the flow without problems', () => {
    expect(stripView(null, [], null, 0, trans)).toBeNull();
  });

  it('counts problems and names the worst, which comes first', () => {
    const problem = { code: 'HW156', severity: 'error', cell: 'a', range: null, message: 'no', hint: '', about: null, fixes: [] } as const;
    const view = stripView(null, [problem, { ...problem, severity: 'warning' }], null, 0, trans);
    expect(view).toMatchObject({ kind: 'problems', problems: { severity: 'error', text: '✗ 2 problems', hint: 'HW156: no\nHW156: no' } });
  });

  it('asks about a proposed step, and says what stays out', () => {
    const proposal = { cell: 'a', tag: 'step:load', why: 'a heading' };
    expect(stripView({ kind: 'proposal', proposal }, [], null, 0, trans)).toMatchObject({
      name: 'load ?',
      step: 'load',
      hint: 'a heading'
    });
    expect(stripView({ kind: 'proposal', proposal: { ...proposal, tag: null } }, [], null, 0, trans)).toMatchObject({ step: null });
  });
});

describe('statusView', () => {
  it('tells a running step’s items and time by sign and word', () => {
    expect(statusView(row, 3500, trans)).toMatchObject({ phase: 'running', text: '▶ running · 37/200 · 2.5 s' });
  });

  it('tells the time of a step that is done, and how often it was run again', () => {
    const done: StepProgressRow = { ...row, phase: 'committed', endedAt: 9000, worked: 2300, items: null, reruns: 2 };
    expect(statusView(done, 99_000, trans).text).toBe('✓ 2.3 s · run again 2 times');
  });

  it('has no time while a step waits', () => {
    expect(statusView({ ...row, phase: 'waiting', startedAt: null }, 3500, trans).text).toBe('· waiting');
    expect(statusView({ ...row, phase: 'blocked', items: null }, 3500, trans).text).toBe('◇ waits for an earlier step');
  });
});
