import { describe, expect, it } from 'vitest';
import { checkCellSettings, checkNotebookSettings } from '../../../src/notebook/check-settings';
import type { Cell } from '../../../src/notebook/cell';
import { mergeSettings } from '../../../src/notebook/merge-settings';

const cell = (settings: unknown, tags: readonly string[] = ['step:a'], index = 2): Cell => ({
  id: `c${index}`,
  index,
  kind: 'code',
  source: '',
  tags,
  settings,
  executionCount: null
});

describe('checkCellSettings', () => {
  it('finds nothing wrong with every setting of the contract', () => {
    const all = {
      title: 'Läuft',
      retry: { times: 2, minutesBetweenRetries: 0.5 },
      timeout: { seconds: 60 },
      parallel: false,
      effects: true,
      isolation: 'task',
      environment: { A: '1', 'odd/name~x': '' }
    };
    expect(checkCellSettings(cell(all))).toEqual([]);
    expect(checkCellSettings(cell(null))).toEqual([]);
  });

  it('names an unknown key with its cell and suggests a near one', () => {
    const [found, ...others] = checkCellSettings(cell({ timout: { seconds: 1 } }));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'HW131', severity: 'error', cell: 'c2', about: 'timout', hint: "Did you mean 'timeout'?" });
    expect(found?.message).toContain('Cell 3');
  });

  it.each([
    [{ retry: { times: '2' } }, 'retry.times', /"2"/, /a whole number from 0 to 20/],
    [{ retry: { times: 1.5 } }, 'retry.times', /1\.5/, /whole number/],
    [{ retry: 2 }, 'retry', /has 2/, /an object/],
    [{ timeout: { seconds: 0 } }, 'timeout.seconds', /has 0/, /a number above 0/],
    [{ isolation: 'process' }, 'isolation', /"process"/, /'task' or 'step'/],
    [{ environment: { A: 1 } }, 'environment.A', /has 1/, /a text/],
    [{ card: 3 }, 'card', /has 3/, /true or false or an object/],
    [{ retry: {} }, 'retry.times', /lacks/, /Add 'times'/],
    ['fast', 'headwater', /"fast"/, /an object/]
  ])('tells what %j must be', (settings, about, message, hint) => {
    const found = checkCellSettings(cell(settings));
    expect(found).toMatchObject([{ code: 'HW132', about }]);
    expect(found[0]?.message).toMatch(message);
    expect(found[0]?.hint).toMatch(hint);
  });

  it('reports each of several mistakes once', () => {
    const found = checkCellSettings(cell({ retries: 1, timeout: { second: 1 }, parallel: 'no' }));
    expect(found.map(each => `${each.code} ${each.about}`).sort()).toEqual([
      'HW131 retries',
      'HW131 timeout.second',
      'HW132 parallel',
      'HW132 timeout.seconds'
    ]);
  });

  it('warns about settings without a step and refuses a compute that is not there yet', () => {
    expect(checkCellSettings(cell({ effects: true }, []))).toMatchObject([{ code: 'HW134', severity: 'warning' }]);
    expect(checkCellSettings(cell({ compute: 'slurm' }))).toMatchObject([{ code: 'HW135', severity: 'error', about: 'compute' }]);
    expect(checkCellSettings(cell({ compute: 'local' }))).toEqual([]);
    expect(checkCellSettings(cell({ catch: { var: 'failed' } }))).toEqual([]);
  });
});

describe('checkNotebookSettings', () => {
  const notebook = (settings: unknown): Parameters<typeof checkNotebookSettings>[0] => ({
    cells: [],
    language: 'typescript',
    kernelspec: null,
    settings,
    diagnostics: []
  });

  it('takes a flow name that Metaflow takes', () => {
    expect(checkNotebookSettings(notebook({ flow: 'House_2' }))).toEqual([]);
    expect(checkNotebookSettings(notebook({ flow: 'house prices' }))).toMatchObject([{ code: 'HW132', cell: null, about: 'flow' }]);
    expect(checkNotebookSettings(notebook({ flwo: 'X' }))).toMatchObject([{ code: 'HW131', hint: "Did you mean 'flow'?" }]);
  });
});

describe('mergeSettings', () => {
  it('merges inner objects key by key', () => {
    const { settings, diagnostics } = mergeSettings('a', [
      cell({ retry: { times: 2 }, environment: { A: '1' } }),
      cell({ retry: { minutesBetweenRetries: 1 }, environment: { B: '2', A: '1' } }, ['step:a'], 3)
    ]);
    expect(settings).toEqual({ retry: { times: 2, minutesBetweenRetries: 1 }, environment: { A: '1', B: '2' } });
    expect(diagnostics).toEqual([]);
  });

  it('keeps the first of two values and names the key and the cell of the other', () => {
    const { settings, diagnostics } = mergeSettings('a', [cell({ retry: { times: 2 } }), cell({ retry: { times: 3 } }, ['step:a'], 3)]);
    expect(settings).toEqual({ retry: { times: 2 } });
    expect(diagnostics).toMatchObject([{ code: 'HW133', severity: 'error', cell: 'c3', about: 'retry.times' }]);
  });

  it('does not write through to the cells it read', () => {
    const first = cell({ retry: { times: 2 } });
    mergeSettings('a', [first, cell({ retry: { minutesBetweenRetries: 1 } }, ['step:a'], 3)]);
    expect(first.settings).toEqual({ retry: { times: 2 } });
  });
});
