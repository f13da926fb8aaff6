import type { Diagnostic } from '../../diagnostic';
import type { Fix } from '../../notebook/fix';
import { fixAssignedConstant, fixEarlyUse, fixSecondDeclaration, fixShorthand } from './fixes/declarations';
import { fixExport } from './fixes/exports';
import { fixForeachBody } from './fixes/foreach-body';
import { fixAppendingLoop } from './fixes/loops';
import { fixReservedName, fixUnknownName } from './fixes/names';
import type { SourceFixer } from './fixes/source-fixer';
import type { NotebookNames } from './names/notebook-names';

/** By code, those that change source. */
const fixers: Readonly<Record<string, SourceFixer>> = {
  HW111: fixSecondDeclaration,
  HW112: fixAssignedConstant,
  HW113: fixExport,
  HW146: fixShorthand,
  HW147: fixShorthand,
  HW148: fixEarlyUse,
  HW154: fixReservedName,
  HW158: fixUnknownName,
  HW163: fixForeachBody,
  HW169: fixAppendingLoop
};

/** What can be done in the cells' source about a diagnostic, best first; often nothing. */
export function sourceFixes(diagnostic: Diagnostic, notebook: NotebookNames): Fix[] {
  const cell = notebook.cells.find(each => each.cell.id === diagnostic.cell);
  const fixer = Object.hasOwn(fixers, diagnostic.code) ? fixers[diagnostic.code] : undefined;
  return cell === undefined || fixer === undefined ? [] : fixer(diagnostic, cell, notebook);
}
