import type ts from 'typescript';
import { declarationSeen } from '../facts/cell-diagnostics';
import { boundIdentifiers, isUsingList } from '../names/declared-names';
import type { ResolvedCell } from '../names/resolved-cell';
import { typescript } from '../load-typescript';
import { away, changesOf, instead, isMarked, type Edit, type SourceFixer } from './source-fixer';

/** HW112: the constant becomes a variable, where it is declared. */
export const fixAssignedConstant: SourceFixer = (diagnostic, cell, notebook) => {
  const seen = declarationSeen(cell, notebook, diagnostic.about ?? '');
  const owner = [cell, ...notebook.cells].find(each => each.declared.get(seen?.name ?? '') === seen);
  const edit = owner === undefined || seen === null ? null : asLet(seen.node, owner);
  if (owner === undefined || edit === null) return [];
  const where = owner === cell ? '' : ` in cell ${owner.cell.index + 1}`;
  return [{ title: `Declare '${diagnostic.about}' with let${where}`, changes: changesOf(owner, [edit]) }];
};

function asLet(name: ts.Identifier, cell: ResolvedCell): Edit | null {
  const list = declaringStatement(name, cell)?.declarationList;
  if (list === undefined || isUsingList(list) || (list.flags & typescript.NodeFlags.Const) === 0) return null;
  const start = list.getStart(cell.file);
  return { start, end: start + 'const'.length, text: 'let' };
}

function declaringStatement(name: ts.Identifier, { file }: ResolvedCell): ts.VariableStatement | undefined {
  return file.statements
    .filter(typescript.isVariableStatement)
    .find(each => each.declarationList.declarations.some(one => boundIdentifiers(one.name).includes(name)));
}

/** HW111 of a second declaration: it becomes an assignment of the first. */
export const fixSecondDeclaration: SourceFixer = (diagnostic, cell) => {
  const node = cell.outline.duplicates.find(each => isMarked(each, diagnostic, cell));
  const first = cell.outline.names.get(node?.text ?? '');
  const second = node === undefined ? undefined : declaringStatement(node, cell);
  const [declaration, more] = second?.declarationList.declarations ?? [];
  if (first === undefined || second === undefined || declaration?.initializer === undefined || more !== undefined) return [];
  if (declaration.name !== node || !['let', 'const', 'var'].includes(first.declaredWith)) return [];
  const assign: Edit = { start: second.getStart(cell.file), end: declaration.initializer.getStart(cell.file), text: `${first.name} = ` };
  const variable = first.declaredWith === 'const' ? asLet(first.node, cell) : null;
  return [
    {
      title: `Assign '${first.name}' instead of declaring it again`,
      changes: changesOf(cell, variable === null ? [assign] : [assign, variable])
    }
  ];
};

/** HW148: the declaration moves up to the line that uses its name, where all that it needs is there already. */
export const fixEarlyUse: SourceFixer = (diagnostic, cell) => {
  const use = cell.references.find(({ node, name }) => name === diagnostic.about && isMarked(node, diagnostic, cell));
  const using = cell.file.statements[use?.statement ?? -1];
  const declared = cell.declared.get(diagnostic.about ?? '')?.node;
  const index = cell.file.statements.findIndex(each => declared !== undefined && declared.pos >= each.pos && declared.end <= each.end);
  const declaring = cell.file.statements[index];
  if (use === undefined || using === undefined || declaring === undefined || index <= use.statement) return [];
  const needed = cell.references.filter(({ statement }) => statement === index).map(({ name }) => cell.declared.get(name)?.node.pos ?? -1);
  if (needed.some(pos => pos >= using.pos && (pos < declaring.pos || pos >= declaring.end))) return [];
  const start = using.getStart(cell.file);
  const line = cell.file.text.slice(declaring.getStart(cell.file), declaring.end);
  const edits = [away(declaring, cell), { start, end: start, text: `${line}\n` }];
  return [{ title: `Move the declaration of '${use.name}' up`, changes: changesOf(cell, edits) }];
};

/** HW146 and HW147: the property and the variable are both named. */
export const fixShorthand: SourceFixer = (diagnostic, cell) => {
  const use = cell.references.find(({ node, name }) => name === diagnostic.about && isMarked(node, diagnostic, cell));
  if (use === undefined) return [];
  const text = `${use.name}: ${use.name}`;
  return [{ title: `Write '${text}'`, changes: changesOf(cell, [instead(use.node, cell, text)]) }];
};
