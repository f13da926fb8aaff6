import { describe, expect, it } from 'vitest';
import { formSettings, settingChanges } from '../../../labextension/src/settings/setting-edits';
import cellSchema from '../../../src/notebook/schema/headwater-cell.schema.json';
import { inOrder, roleCell } from '../steps/role-cells';

const own = inOrder([
  roleCell('a', ['step:x'], { retry: { times: 1 } }),
  roleCell('b', ['step:x'], { effects: true }),
  roleCell('c', ['step:x'])
]);
const before = { retry: { times: 1 }, effects: true };

describe('settingChanges', () => {
  it('keeps each setting in the cell that has it, and puts a new one into the first cell with settings', () => {
    expect(settingChanges(own, before, { retry: { times: 2 }, effects: true, timeout: { seconds: 5 } })).toEqual([
      { kind: 'settings', cell: 'a', settings: { retry: { times: 2 }, timeout: { seconds: 5 } } }
    ]);
    expect(settingChanges(own, before, { retry: { times: 1 }, effects: false })).toEqual([
      { kind: 'settings', cell: 'b', settings: { effects: false } }
    ]);
  });

  it('takes away what is not wanted any more, and changes nothing when all is as before', () => {
    expect(settingChanges(own, before, { effects: true })).toEqual([{ kind: 'settings', cell: 'a', settings: {} }]);
    expect(settingChanges(own, before, { effects: true, retry: { times: 1 } })).toEqual([]);
  });

  it('writes into the first cell when none has settings, also in the place of settings that are no object', () => {
    const bare = inOrder([roleCell('a', ['step:x'], 'text'), roleCell('b', ['step:x'])]);
    expect(settingChanges(bare, {}, { title: 'T' })).toEqual([{ kind: 'settings', cell: 'a', settings: { title: 'T' } }]);
  });
});

describe('formSettings', () => {
  it('leaves out what nobody filled in', () => {
    expect(formSettings(cellSchema, {}, { title: '', retry: {}, catch: { var: undefined }, effects: false })).toEqual({ effects: false });
  });

  it('keeps the old value where the new one is not what the schema says', () => {
    expect(formSettings(cellSchema, { retry: { times: 1 } }, { retry: { times: 99 }, timeout: { seconds: -1 } })).toEqual({
      retry: { times: 1 }
    });
  });
});
