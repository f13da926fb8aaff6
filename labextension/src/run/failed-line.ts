import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet } from '@codemirror/view';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { IDisposable } from '@lumino/disposable';

/** Marks a line (from 0) of an editor as the one that failed, until disposed or until somebody types in it. */
export function markFailedLine(editor: CodeEditor.IEditor, line: number): IDisposable {
  const view = viewOf(editor);
  view?.dispatch({ effects: setLine.of(line) });
  let isDisposed = false;
  return {
    get isDisposed() {
      return isDisposed;
    },
    dispose: () => {
      if (!isDisposed && !editor.isDisposed) view?.dispatch({ effects: setLine.of(null) });
      isDisposed = true;
    }
  };
}

const setLine = StateEffect.define<number | null>();

const decoration = Decoration.line({ class: 'jp-HeadwaterFailedLine' });

const failedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { effects, docChanged, state }) => {
    let next = docChanged ? Decoration.none : marks;
    for (const effect of effects) {
      if (!effect.is(setLine)) continue;
      const isThere = effect.value !== null && effect.value < state.doc.lines;
      next = isThere ? Decoration.set([decoration.range(state.doc.line((effect.value ?? 0) + 1).from)]) : Decoration.none;
    }
    return next;
  },
  provide: field => EditorView.decorations.from(field)
});

const views = new WeakMap<CodeEditor.IEditor, EditorView>();

/** JupyterLab's editor interface hides its view; an extension is handed it. */
function viewOf(editor: CodeEditor.IEditor): EditorView | null {
  if (!views.has(editor)) editor.injectExtension(extensionFor(editor));
  return views.get(editor) ?? null;
}

function extensionFor(editor: CodeEditor.IEditor): Extension {
  return [failedLine, ViewPlugin.define(view => (views.set(editor, view), {}))];
}
