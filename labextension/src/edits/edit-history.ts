import type { YNotebook } from '@jupyter/ydoc';
import { Signal, type ISignal } from '@lumino/signaling';
import type { CellChange } from '../../../src/notebook/fix';
import { makeChanges } from './make-changes';

type LiveCell = YNotebook['cells'][number];
type UndoManager = YNotebook['undoManager'];

/** What became of an edit. */
export interface EditEvent {
  readonly kind: 'done' | 'undone' | 'redone';
  readonly title: string;
}

/** What one entry of the notebook's undo stack knows of an edit. Lengths of stacks by cell id. */
interface Edit {
  readonly title: string;
  /** The cells from whose editor the edit can be undone, with how much of their own could be undone when it was made. */
  readonly undoable: ReadonlyMap<string, number>;
  /** The same for redoing, when it was undone; null while it stands. */
  readonly redoable: ReadonlyMap<string, number> | null;
}

/**
 * Edits of ours in the undo history of one notebook. A change of metadata, which Jupyter's shared model leaves out of it, is written as the
 * notebook's own, so that undoing a cell operation (`z`) takes it back. An editor's undo (Ctrl+Z) takes back what came last: the cell's own
 * typing, or an edit that touched this cell or was made from it.
 */
export class EditHistory {
  private readonly _notebook: YNotebook;
  private readonly _changed = new Signal<this, EditEvent>(this);
  private readonly _linked = new WeakSet<LiveCell>();

  constructor(notebook: YNotebook) {
    this._notebook = notebook;
    // Tags are set and removed again and again: without this, Yjs takes an older value of a key for one of somebody else and does not bring it back.
    notebook.undoManager.ignoreRemoteMapChanges = true;
    this._watchNotebookMetadata();
    this._linkCells();
    notebook.changed.connect(this._linkCells, this);
    this._undoManager.on('stack-item-popped', ({ stackItem, type }) => {
      const edit = editOf(stackItem);
      if (edit !== null) this._onPopped(edit, type);
    });
  }

  /** An edit was made, undone or redone. */
  get changed(): ISignal<this, EditEvent> {
    return this._changed;
  }

  /** Makes the changes as one entry of the undo history; `from` is the cell in whose editor they were asked for, null for none. */
  apply(title: string, changes: readonly CellChange[], from: string | null): void {
    const before = this._undoManager.undoStack.at(-1);
    this._notebook.cells.forEach(cell => cell.undoManager?.stopCapturing());
    this._asOneEntry(() => makeChanges(this._notebook, changes));
    const entry = this._undoManager.undoStack.at(-1);
    if (entry === undefined || entry === before) return;
    const cells = new Set([
      ...changes.flatMap(change => (change.kind === 'notebook' ? [] : [change.cell])),
      ...(from === null ? [] : [from])
    ]);
    keep(entry, { title, undoable: this._lengths(cells, 'undoStack'), redoable: null });
    this._changed.emit({ kind: 'done', title });
  }

  private get _undoManager(): UndoManager {
    return this._notebook.undoManager;
  }

  /** What happens within the capture timeout of the undo manager is one entry: for so long there is none. */
  private _asOneEntry(change: () => void): void {
    const undoManager = this._undoManager;
    const { captureTimeout } = undoManager;
    undoManager.stopCapturing();
    undoManager.captureTimeout = Infinity;
    try {
      change();
    } finally {
      undoManager.captureTimeout = captureTimeout;
      undoManager.stopCapturing();
    }
  }

  /** The notebook's metadata is undone with the rest of an edit; that the kernel's name was written into it alone is no entry. */
  private _watchNotebookMetadata(): void {
    const undoManager = this._undoManager;
    const [cells] = undoManager.scope;
    const { captureTransaction } = undoManager;
    const metadata = this._notebook.ymeta.get('metadata');
    if (metadata === undefined) return;
    undoManager.addToScope(metadata);
    undoManager.captureTransaction = transaction => {
      if (!captureTransaction(transaction)) return false;
      return undoManager.captureTimeout === Infinity || transaction.origin === undoManager || isTouched(transaction, cells);
    };
  }

  private _linkCells(): void {
    if (!this._notebook.disableDocumentWideUndoRedo) return;
    for (const cell of this._notebook.cells) if (!this._linked.has(cell)) this._link(cell);
  }

  /** The menu, the keyboard and the editor all undo a cell's typing by its shared model. */
  private _link(cell: LiveCell): void {
    this._linked.add(cell);
    const undo = cell.undo.bind(cell);
    const redo = cell.redo.bind(cell);
    cell.undo = () => (this._isLast(cell, 'undoStack') ? this._notebook.undo() : undo());
    cell.redo = () => (this._isLast(cell, 'redoStack') ? this._notebook.redo() : redo());
  }

  private _isLast(cell: LiveCell, stack: 'undoStack' | 'redoStack'): boolean {
    const edit = editOf(this._undoManager[stack].at(-1));
    const length = (stack === 'undoStack' ? edit?.undoable : edit?.redoable)?.get(cell.id);
    return length !== undefined && length === cell.undoManager?.[stack].length;
  }

  private _onPopped(edit: Edit, type: 'undo' | 'redo'): void {
    const entry = (type === 'undo' ? this._undoManager.redoStack : this._undoManager.undoStack).at(-1);
    const redoable = type === 'undo' ? this._lengths(edit.undoable.keys(), 'redoStack') : null;
    if (entry !== undefined) keep(entry, { ...edit, redoable });
    this._changed.emit({ kind: type === 'undo' ? 'undone' : 'redone', title: edit.title });
  }

  private _lengths(ids: Iterable<string>, stack: 'undoStack' | 'redoStack'): ReadonlyMap<string, number> {
    const cells = new Map(this._notebook.cells.map(cell => [cell.id, cell]));
    return new Map([...ids].map(id => [id, cells.get(id)?.undoManager?.[stack].length ?? 0]));
  }
}

type StackItem = UndoManager['undoStack'][number];

const editKey = 'headwater-edit';

function keep(entry: StackItem, edit: Edit): void {
  entry.meta.set(editKey, edit);
}

function editOf(entry: StackItem | undefined): Edit | null {
  return (entry?.meta.get(editKey) as Edit | undefined) ?? null;
}

function isTouched(
  { changedParentTypes }: Parameters<UndoManager['captureTransaction']>[0],
  type: UndoManager['scope'][number] | undefined
): boolean {
  return [...changedParentTypes.keys()].some(each => each === type);
}
