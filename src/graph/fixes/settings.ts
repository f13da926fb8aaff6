import type { CellChange, Fix } from '../../notebook/fix';
import { repairSettings, type Repair } from '../../notebook/repair-settings';
import { isSettings, orNothing, settingPath, withoutSetting } from '../../notebook/setting-paths';
import { stepOf, type FlowCell } from '../flow-cells';
import { cellNumber } from '../flow-model';
import { asRole, cellAt, flowCellAt, newStepName, type Fixer } from './fixer';
import { ownNameOf } from './neighbours';

/** HW131 and HW132: the near name, the value that was meant, or the setting goes away. */
export const fixSettings: Fixer = (diagnostic, { model }) => {
  const cell = cellAt(diagnostic, model);
  const settings = cell === null ? model.notebook.settings : cell.settings;
  const repairs = repairSettings(cell === null ? 'notebook' : 'cell', settings, diagnostic.about ?? '');
  return repairs.map(({ title, settings: repaired }: Repair): Fix => {
    const change: CellChange =
      cell === null ? { kind: 'notebook', settings: repaired } : { kind: 'settings', cell: cell.id, settings: repaired };
    return { title, changes: [change] };
  });
};

/** HW133: the setting stays in the cell that has it first, or in this one. */
export const fixSettingsConflict: Fixer = (diagnostic, { model }) => {
  const cell = flowCellAt(diagnostic, model);
  const about = diagnostic.about ?? '';
  const own =
    cell === null ? [] : model.cells.filter(each => stepOf(each) === stepOf(cell) && settingPath(each.cell.settings, about) !== null);
  if (cell === null) return [];
  return [
    { title: `Remove '${about}' from ${cellNumber(cell.cell)}`, changes: without(about, [cell]) },
    {
      title: `Keep '${about}' of ${cellNumber(cell.cell)} only`,
      changes: without(
        about,
        own.filter(each => each !== cell)
      )
    }
  ];
};

/** HW134: the settings go away, or their cell becomes a step. */
export const fixSettingsWithoutStep: Fixer = (diagnostic, { model, trial }) => {
  const cell = flowCellAt(diagnostic, model);
  const given = cellAt(diagnostic, model);
  if (given === null) return [];
  const away: Fix = { title: 'Remove the settings', changes: [{ kind: 'settings', cell: given.id, settings: null }] };
  if (cell === null || cell.role.kind !== 'scratch') return [away];
  const name = newStepName(ownNameOf([cell]), model);
  const step: Fix = { title: `Tag ${cellNumber(given)} as step '${name}'`, changes: [asRole(given, `step:${name}`)] };
  return trial.ends(diagnostic, step.changes) ? [away, step] : [away];
};

/** HW135: the setting that has no effect yet goes away. */
export const fixUnsupportedSetting: Fixer = (diagnostic, { model }) => {
  const cell = flowCellAt(diagnostic, model);
  const about = diagnostic.about ?? '';
  return cell === null ? [] : [{ title: `Remove '${about}'`, changes: without(about, [cell]) }];
};

function without(about: string, cells: readonly FlowCell[]): CellChange[] {
  return cells.flatMap(({ cell: { id, settings } }): CellChange[] => {
    const path = settingPath(settings, about);
    if (path === null || !isSettings(settings)) return [];
    return [{ kind: 'settings', cell: id, settings: orNothing(withoutSetting(settings, path)) }];
  });
}
