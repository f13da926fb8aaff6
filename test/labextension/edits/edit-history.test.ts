import { YNotebook } from '@jupyter/ydoc';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EditHistory, type EditEvent } from '../../../labextension/src/edits/edit-history';
import type { CellChange } from '../../../src/notebook/fix';

let notebook: YNotebook;
let history: EditHistory;

beforeEach(() => {
  // Making a cell of Jupyter's shared model warns of itself.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  notebook = YNotebook.create({
    disableDocumentWideUndoRedo: true,
    data: {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: 'tslab', display_name: 'TypeScript' } },
      cells: [cell('a', 'let a = 1', ['keep', 'step:one', 'last']), cell('b', 'let b = a', ['step:one']), cell('c', 'a + b')]
    }
  });
  notebook.clearUndoHistory();
  history = new EditHistory(notebook);
});

const rename: CellChange[] = ['a', 'b'].map(id => ({ kind: 'tags', cell: id, add: ['step:two'], remove: ['step:one'] }));

describe('EditHistory', () => {
  it('takes a rename over several cells back with one undo, and makes it again with one redo', () => {
    const before = notebook.toJSON();
    history.apply('Rename', rename, null);
    const after = notebook.toJSON();
    expect([tags('a'), tags('b')]).toEqual([['keep', 'step:two', 'last'], ['step:two']]);
    expect(notebook.undo()).toBe(true);
    expect(notebook.toJSON()).toEqual(before);
    expect(notebook.undo()).toBe(false);
    expect(notebook.redo()).toBe(true);
    expect(notebook.toJSON()).toEqual(after);
  });

  it('is one entry however many kinds of changes it has, and two edits in a moment are two', () => {
    const before = notebook.toJSON();
    history.apply('Rename', rename, null);
    const between = notebook.toJSON();
    history.apply(
      'All',
      [
        { kind: 'source', cell: 'b', range: range(0, 4, 0, 5), text: 'bb' },
        { kind: 'insert', cell: 'new', before: 'b', source: 'let n = 1', tags: ['setup'] },
        { kind: 'move', cell: 'c', before: 'a' },
        { kind: 'settings', cell: 'c', settings: { title: 'C' } },
        { kind: 'notebook', settings: { flow: 'F' } }
      ],
      null
    );
    expect(notebook.cells.map(each => each.id)).toEqual(['c', 'a', 'new', 'b']);
    expect(live('b').getSource()).toBe('let bb = a');
    expect(live('c').getMetadata('headwater')).toEqual({ title: 'C' });
    expect(notebook.getMetadata('headwater')).toEqual({ flow: 'F' });
    notebook.undo();
    expect(notebook.toJSON()).toEqual(between);
    notebook.undo();
    expect(notebook.toJSON()).toEqual(before);
    notebook.redo();
    notebook.redo();
    expect(notebook.cells.map(each => each.id)).toEqual(['c', 'a', 'new', 'b']);
    expect(notebook.getMetadata('headwater')).toEqual({ flow: 'F' });
    expect(live('c').getMetadata('headwater')).toEqual({ title: 'C' });
  });

  it('undoes an edit of the notebook’s metadata alone, and leaves what the kernel wrote there', () => {
    history.apply('Name', [{ kind: 'notebook', settings: { flow: 'F' } }], null);
    notebook.setMetadata('language_info', { name: 'typescript' });
    notebook.undo();
    expect(notebook.metadata).toEqual({
      kernelspec: { name: 'tslab', display_name: 'TypeScript' },
      language_info: { name: 'typescript' }
    });
    expect(notebook.canUndo()).toBe(false);
  });

  it('leaves no empty tags and no empty settings behind', () => {
    history.apply('Out', [tagsOf('b', [], ['step:one']), { kind: 'settings', cell: 'b', settings: {} }], null);
    expect(live('b').metadata).toEqual({});
  });

  it('leaves out a cell that is not there, and is no entry when nothing changes', () => {
    history.apply('None', [tagsOf('gone', ['step:x'], []), { kind: 'move', cell: 'gone', before: null }], null);
    expect(notebook.canUndo()).toBe(false);
  });

  it('marks the notebook as changed, also by an undo', () => {
    notebook.dirty = false;
    history.apply('Rename', rename, null);
    expect(notebook.dirty).toBe(true);
    notebook.dirty = false;
    notebook.undo();
    expect(notebook.dirty).toBe(true);
  });

  it('keeps a tag list that is a lone text', () => {
    live('c').setMetadata('tags', 'mine' as never);
    history.apply('Tag', [tagsOf('c', ['step:x'], [])], null);
    expect(tags('c')).toEqual(['mine', 'step:x']);
  });

  it('says what was done, undone and redone', () => {
    const events: EditEvent[] = [];
    history.changed.connect((_history, event) => events.push(event));
    history.apply('Rename', rename, null);
    notebook.undo();
    notebook.redo();
    notebook.undo();
    expect(events.map(each => `${each.kind} ${each.title}`)).toEqual(['done Rename', 'undone Rename', 'redone Rename', 'undone Rename']);
  });
});

describe('the undo of a cell’s editor', () => {
  it('takes back typing and edits of that cell in the reverse of their order, and makes them again in order', () => {
    const states = [typed('a', '1'), edited(rename), typed('a', '2'), typed('a', '3')];
    for (const state of states.slice(0, -1).toReversed()) {
      live('a').undo();
      expect(notebook.toJSON()).toEqual(state);
    }
    for (const state of states.slice(1)) {
      live('a').redo();
      expect(notebook.toJSON()).toEqual(state);
    }
  });

  it('leaves an edit of other cells alone', () => {
    typed('c', '1');
    history.apply('Rename', rename, null);
    live('c').undo();
    expect(live('c').getSource()).toBe('a + b');
    expect(tags('b')).toEqual(['step:two']);
  });

  it('takes back an edit of other cells that was made from this cell', () => {
    history.apply('Rename', rename, 'c');
    live('c').undo();
    expect(tags('b')).toEqual(['step:one']);
  });

  it('does not bring an edit back after typing that was undone later', () => {
    history.apply('Rename', rename, 'c');
    live('c').undo();
    typed('c', '1');
    live('c').undo();
    live('c').redo();
    expect(live('c').getSource()).toBe('1a + b');
    expect(tags('b')).toEqual(['step:one']);
  });

  it('works for a cell that an edit has moved', () => {
    history.apply('Move', [{ kind: 'move', cell: 'c', before: 'a' }], null);
    live('c').undo();
    expect(notebook.cells.map(each => each.id)).toEqual(['a', 'b', 'c']);
    expect(live('c').getSource()).toBe('a + b');
  });
});

function cell(id: string, source: string, tagList?: string[]) {
  return {
    id,
    cell_type: 'code' as const,
    source,
    metadata: tagList === undefined ? {} : { tags: tagList },
    outputs: [],
    execution_count: null
  };
}

function live(id: string): YNotebook['cells'][number] {
  const found = notebook.cells.find(each => each.id === id);
  if (found === undefined) throw new Error(`no cell ${id}`);
  return found;
}

function tags(id: string): unknown {
  return live(id).getMetadata('tags');
}

function tagsOf(id: string, add: string[], remove: string[]): CellChange {
  return { kind: 'tags', cell: id, add, remove };
}

function typed(id: string, text: string): unknown {
  live(id).undoManager?.stopCapturing();
  live(id).updateSource(0, 0, text);
  return notebook.toJSON();
}

function edited(changes: readonly CellChange[]): unknown {
  history.apply('Edit', changes, null);
  return notebook.toJSON();
}

function range(startLine: number, startColumn: number, endLine: number, endColumn: number) {
  return { startLine, startColumn, endLine, endColumn };
}
