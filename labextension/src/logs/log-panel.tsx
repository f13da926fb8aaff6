import { ReactWidget, listIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ReactElement } from 'react';
import type { RunProgress } from '../../../src/server/api/run';
import { commandIds } from '../commands';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { IFlowServer } from '../tokens';
import type { LogQuery } from './log-selection';
import { LogView } from './log-view';
import { RunLog } from './run-log';

/** What the panel is made of. */
export interface LogPanelParts {
  readonly server: IFlowServer;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** A run whose logs are to be shown. */
export interface LogPlace {
  readonly path: string;
  /** Null while nothing has run. */
  readonly pathspec: string | null;
  /** The notebook that runs it; null for a run of another one. A newer run of the notebook takes the place of an older one. */
  readonly flow: FlowNotebook | null;
  readonly first: Pick<LogQuery, 'step' | 'index'>;
}

/** The logs of one run at a time; they are read only while the panel can be seen. */
export class LogPanel extends ReactWidget {
  private readonly _parts: LogPanelParts;
  private _place: LogPlace | null = null;
  private _log: RunLog | null = null;

  constructor(parts: LogPanelParts) {
    super();
    this._parts = parts;
    this.id = 'headwater-logs';
    this.addClass('jp-HeadwaterLog');
    this.title.icon = listIcon;
    this.title.label = parts.trans.__('Logs');
    this.title.closable = true;
    parts.server.stateChanged.connect(this._onServer, this);
  }

  open(place: LogPlace): void {
    this._place?.flow?.progressChanged.disconnect(this._onProgress, this);
    this._place = place;
    place.flow?.progressChanged.connect(this._onProgress, this);
    this._read(place.pathspec);
  }

  override dispose(): void {
    this._place?.flow?.progressChanged.disconnect(this._onProgress, this);
    this._log?.dispose();
    super.dispose();
  }

  protected override onAfterShow(): void {
    this._log?.follow();
  }

  protected override render(): ReactElement {
    const { server, commands, trans } = this._parts;
    const flow = this._place?.flow ?? null;
    const progress = flow?.progress?.pathspec === this._log?.pathspec ? (flow?.progress ?? null) : null;
    const run = this._log?.pathspec ?? '';
    const openHere = (step: string, index: number | null): void =>
      void commands.execute(commandIds.openHere, { path: flow?.source.path ?? '', run, step, ...(index === null ? {} : { index }) });
    return (
      <LogView
        log={this._log}
        first={this._place?.first ?? { step: null, index: null }}
        steps={progress?.steps ?? []}
        isRunning={progress?.status === 'running'}
        server={server.state}
        trans={trans}
        openHere={flow === null ? null : openHere}
      />
    );
  }

  private _read(pathspec: string | null): void {
    const path = this._place?.path ?? '';
    if (pathspec !== this._log?.pathspec || path !== this._log.path) {
      this._log?.dispose();
      this._log = pathspec === null ? null : new RunLog({ path, pathspec }, this._parts.server, bytes => this._note(bytes));
      if (this.isVisible) this._log?.follow();
      this.title.label = pathspec === null ? this._parts.trans.__('Logs') : this._parts.trans.__('Logs of %1', pathspec);
    }
    this.update();
  }

  private _note(bytes: number): string {
    return this._parts.trans.__('… %1 kB were left out here: they are in the log of the task', Math.ceil(bytes / 1000).toLocaleString());
  }

  private _onProgress(_flow: FlowNotebook, progress: RunProgress | null): void {
    if (progress === null) return;
    if (progress.status === 'running') this._read(progress.pathspec);
    else this.update();
  }

  private _onServer(): void {
    this.update();
  }
}
