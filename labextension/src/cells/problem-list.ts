import { adviceOf } from '../diagnostics/advice';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { DiagnosticWithFixes } from '../../../src/server/api/analysis';
import { button, element } from './element';
import { severitySigns } from './strip-view';

/** What can be done about a problem, by its code and the title of a fix. */
export interface ProblemActions {
  fix(code: string, title: string): void;
  explain(code: string): void;
}

/** The problems of one cell in full: what is wrong, what to do, a button for each fix, and one that explains its code. */
export class ProblemList {
  readonly node = element('ul', 'jp-HeadwaterProblems');
  private readonly _actions: ProblemActions;
  private readonly _trans: TranslationBundle;
  private _drawn = '[]';

  constructor(actions: ProblemActions, trans: TranslationBundle) {
    this._actions = actions;
    this._trans = trans;
    this.node.setAttribute('aria-label', trans.__('Problems of this cell'));
    this.node.hidden = true;
  }

  draw(problems: readonly DiagnosticWithFixes[]): void {
    const key = JSON.stringify(problems);
    if (key === this._drawn) return;
    this._drawn = key;
    this.node.hidden = problems.length === 0;
    this.node.replaceChildren(...problems.map(each => this._item(each)));
  }

  private _item(problem: DiagnosticWithFixes): HTMLElement {
    const item = element('li', 'jp-HeadwaterProblem');
    item.dataset['severity'] = problem.severity;
    const line = problem.range === null ? '' : this._trans.__(' (line %1)', problem.range.startLine + 1);
    item.append(
      element('span', 'jp-HeadwaterProblem-sign', severitySigns[problem.severity]),
      element('span', 'jp-HeadwaterProblem-message', `${problem.message}${line}`),
      this._codeButton(problem.code),
      element('span', 'jp-HeadwaterProblem-hint', adviceOf(problem)),
      ...problem.fixes.map((fix, index) => this._fixButton(problem.code, fix.title, index))
    );
    return item;
  }

  private _codeButton(code: string): HTMLElement {
    return button('jp-HeadwaterProblem-code', code, this._trans.__('Explain %1', code), () => this._actions.explain(code));
  }

  private _fixButton(code: string, title: string, index: number): HTMLElement {
    const hint =
      index === 0 ? this._trans.__('Apply it (Ctrl+.); one undo takes it back') : this._trans.__('Apply it; one undo takes it back');
    return button('jp-HeadwaterProblem-fix', title, hint, () => this._actions.fix(code, title));
  }
}
