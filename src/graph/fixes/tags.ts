import { isRoleTag, roleOf, stepName } from '../../notebook/cell-role';
import type { Fix } from '../../notebook/fix';
import { cellNumber } from '../flow-model';
import { slugOf } from '../propose-names';
import { meantTag } from '../rules/misspelt-tag';
import { asRole, cellAt, passing, type Fixer } from './fixer';

/** HW153: one of the roles stays; first the one that the cell has now. */
export const fixTwoRoles: Fixer = (diagnostic, context) => {
  const { model } = context;
  const cell = cellAt(diagnostic, model);
  if (cell === null) return [];
  const role = roleOf(cell);
  const now = role.kind === 'step' ? `step:${role.step}` : role.kind;
  const roles = [...new Set(cell.tags.filter(isRoleTag))].sort((a, b) => Number(b === now) - Number(a === now));
  const fixes = roles.map((tag): Fix => ({ title: `Keep '${tag}' only`, changes: [asRole(cell, tag)] }));
  return passing(diagnostic, context, fixes);
};

/** HW165: the tag goes to the code cell below, where that has no part in the flow and may have this one; or it goes away. */
export const fixStepOnText: Fixer = (diagnostic, { model, trial }) => {
  const cell = cellAt(diagnostic, model);
  const tag = diagnostic.about;
  if (cell === null || tag === null) return [];
  const away: Fix = { title: `Remove the tag '${tag}'`, changes: [asRole(cell, null)] };
  const below = model.notebook.cells.slice(cell.index + 1).find(each => each.kind === 'code');
  if (below === undefined || roleOf(below).kind !== 'scratch') return [away];
  const down: Fix = { title: `Move the tag to ${cellNumber(below)}`, changes: [asRole(cell, null), asRole(below, tag)] };
  return trial.ends(diagnostic, down.changes) ? [down, away] : [away];
};

/** HW167: the second parameters cell becomes setup, which runs the same lines without offering them as parameters. */
export const fixSecondParameters: Fixer = (diagnostic, context) => {
  const cell = cellAt(diagnostic, context.model);
  if (cell === null) return [];
  return passing(diagnostic, context, [{ title: `Tag ${cellNumber(cell)} as setup`, changes: [asRole(cell, 'setup')] }]);
};

/** HW168: the tag that was meant, where it is a possible one and the cell may have it; or the tag goes away. */
export const fixMisspeltTag: Fixer = (diagnostic, { model, trial }) => {
  const cell = cellAt(diagnostic, model);
  const tag = diagnostic.about;
  if (cell === null || tag === null) return [];
  const away: Fix = { title: `Remove the tag '${tag}'`, changes: [{ kind: 'tags', cell: cell.id, add: [], remove: [tag] }] };
  const meant = possible(meantTag(tag));
  if (meant === null || cell.kind !== 'code' || roleOf(cell).kind !== 'scratch') return [away];
  const corrected: Fix = { title: `Write it as '${meant}'`, changes: [{ kind: 'tags', cell: cell.id, add: [meant], remove: [tag] }] };
  return trial.ends(diagnostic, corrected.changes) ? [corrected, away] : [away];
};

function possible(tag: string | null): string | null {
  const name = tag?.startsWith('step:') === true ? tag.slice('step:'.length) : null;
  if (name === null || stepName.test(name)) return tag;
  const slug = slugOf(name);
  return slug === null ? null : `step:${slug}`;
}
