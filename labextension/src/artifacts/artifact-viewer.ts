import { MainAreaWidget } from '@jupyterlab/apputils';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';
import { UUID } from '@lumino/coreutils';
import { openPanel } from '../flow/open-panel';
import type { IArtifactViewer, IFlowEdits, IFlowServer, IFlowTracker } from '../tokens';
import { ArtifactPopover } from './artifact-popover';
import { ArtifactView } from './artifact-view';

/** What showing values takes from the application; null where a part is not there. */
export interface ArtifactSurroundings {
  readonly server: IFlowServer;
  readonly tracker: IFlowTracker;
  readonly edits: IFlowEdits | null;
  readonly shell: JupyterFrontEnd.IShell;
  readonly trans: TranslationBundle;
}

/** Shows values in a popover, one at a time, or in tabs. */
export class ArtifactViewer implements IArtifactViewer {
  private readonly _surroundings: ArtifactSurroundings;
  private _popover: ArtifactPopover | null = null;

  constructor(surroundings: ArtifactSurroundings) {
    this._surroundings = surroundings;
  }

  open(path: string, pathspec: string, anchor: HTMLElement): void {
    const { server, trans } = this._surroundings;
    this._popover?.dispose();
    const close = (): void => popover.leave();
    const openTab = (): void => {
      popover.dispose();
      this._openTab(path, pathspec);
    };
    const actions = { insert: this._insertInto(path, close), openTab, close };
    const popover = new ArtifactPopover(new ArtifactView(server, { path, pathspec }, actions, trans), anchor, pathspec);
    this._popover = popover;
    popover.open();
  }

  private _openTab(path: string, pathspec: string): void {
    const { server, trans, shell } = this._surroundings;
    const actions = { insert: this._insertInto(path, () => undefined), openTab: null, close: null };
    const widget = new MainAreaWidget({ content: new ArtifactView(server, { path, pathspec }, actions, trans) });
    widget.id = `headwater-artifact-${UUID.uuid4()}`;
    widget.title.label = pathspec.split('/').at(-1) ?? pathspec;
    widget.title.caption = pathspec;
    widget.title.closable = true;
    openPanel(shell, widget);
  }

  /** Null when the notebook cannot be changed from here. */
  private _insertInto(path: string, done: () => void): ((line: string) => void) | null {
    const { edits, tracker, trans } = this._surroundings;
    if (edits === null || !tracker.all.some(({ source }) => source.path === path)) return null;
    return line => {
      const flow = [tracker.current, ...tracker.all].find(each => each?.source.path === path) ?? null;
      if (flow === null) return;
      const { cells } = flow.source.read();
      const active = tracker.panelOf(flow)?.content.activeCellIndex ?? cells.length - 1;
      const before = cells[active + 1]?.id ?? null;
      edits.apply(flow, trans.__('Insert a value'), [
        { kind: 'insert', cell: UUID.uuid4(), before, source: `import { Artifact } from 'headwater'\n${line}`, tags: [] }
      ]);
      done();
    };
  }
}
