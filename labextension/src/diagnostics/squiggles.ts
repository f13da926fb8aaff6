import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip, type DecorationSet, type Tooltip } from '@codemirror/view';
import type { DiagnosticWithFixes } from '../../../src/server/api/analysis';
import { element } from '../cells/element';
import { severitySigns } from '../cells/strip-view';
import { offsetsOf } from '../edits/make-changes';
import { adviceOf } from './advice';

interface Squiggle {
  readonly from: number;
  readonly to: number;
  readonly problem: DiagnosticWithFixes;
}

interface Squiggles {
  readonly decorations: DecorationSet;
  readonly problems: readonly DiagnosticWithFixes[];
}

interface Wanted {
  readonly problems: readonly DiagnosticWithFixes[];
  readonly marks: readonly Squiggle[];
}

const setSquiggles = StateEffect.define<Wanted>();

const squiggles = StateField.define<Squiggles>({
  create: () => ({ decorations: Decoration.none, problems: [] }),
  update: (value, transaction) => {
    const set = transaction.effects.find(effect => effect.is(setSquiggles));
    if (set !== undefined) return drawn(set.value);
    // Until the next analysis the marks stay with the text that they are on.
    return transaction.docChanged ? { ...value, decorations: value.decorations.map(transaction.changes) } : value;
  },
  provide: field => EditorView.decorations.from(field, value => value.decorations)
});

/** What an editor gets when it shows its first problem: the marks, and the message of the one under the pointer. */
const squiggleExtension: Extension = [squiggles, hoverTooltip(tooltipAt, { hideOnChange: true })];

/** Shows problems at their ranges in one editor, in the place of those that were shown; those without a range are for the cell's strip. The same list again costs nothing. */
export function showSquiggles(view: EditorView, problems: readonly DiagnosticWithFixes[]): void {
  const known = view.state.field(squiggles, false);
  const marked = problems.some(each => each.range !== null);
  if (known === undefined ? !marked : known.problems === problems || (!marked && known.decorations.size === 0)) return;
  if (known === undefined) view.dispatch({ effects: StateEffect.appendConfig.of(squiggleExtension) });
  const source = view.state.doc.toString();
  view.dispatch({ effects: setSquiggles.of({ problems, marks: problems.flatMap(problem => squiggleOf(source, problem)) }) });
}

function squiggleOf(source: string, problem: DiagnosticWithFixes): Squiggle[] {
  if (problem.range === null) return [];
  const { from, to } = offsetsOf(source, problem.range);
  // Nothing to underline: the character before is.
  const start = to > from ? from : Math.max(0, from - 1);
  return to > start ? [{ from: start, to, problem }] : [];
}

function drawn({ problems, marks }: Wanted): Squiggles {
  const ranges = marks.map(({ from, to, problem }) => markOf(problem).range(from, to));
  return { decorations: Decoration.set(ranges, true), problems };
}

function markOf(problem: DiagnosticWithFixes): Decoration {
  return Decoration.mark({ class: `jp-HeadwaterSquiggle jp-mod-${problem.severity}`, problem });
}

function tooltipAt(view: EditorView, position: number): Tooltip | null {
  const found: Squiggle[] = [];
  view.state.field(squiggles, false)?.decorations.between(position, position, (from, to, { spec }) => {
    found.push({ from, to, problem: spec.problem as DiagnosticWithFixes });
  });
  const [first] = found;
  if (first === undefined) return null;
  return { pos: first.from, end: first.to, above: true, create: () => ({ dom: tooltip(found.map(each => each.problem)) }) };
}

function tooltip(problems: readonly DiagnosticWithFixes[]): HTMLElement {
  const node = element('div', 'jp-HeadwaterTooltip');
  for (const problem of problems) {
    const { severity, message, code, fixes } = problem;
    node.append(
      element('div', 'jp-HeadwaterTooltip-message', `${severitySigns[severity]} ${message}`),
      element('div', 'jp-HeadwaterTooltip-hint', adviceOf(problem))
    );
    const [fix] = fixes;
    node.append(element('div', 'jp-HeadwaterTooltip-fix', fix === undefined ? code : `${code} · Ctrl+. ${fix.title}`));
  }
  return node;
}
