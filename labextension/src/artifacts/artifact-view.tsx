import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel } from '@lumino/widgets';
import { useState, type JSX } from 'react';
import type { ArtifactDescription } from '../../../src/server/api/artifact';
import { bytesText } from '../runs/run-time';
import type { IFlowServer } from '../tokens';
import { ValueTree } from './value-tree';
import { ValueTreeView } from './value-tree-view';

/** What can be done with a value; null where it cannot. */
export interface ArtifactActions {
  /** Writes the line that fetches it into a new cell of the notebook. */
  readonly insert: ((line: string) => void) | null;
  readonly openTab: (() => void) | null;
  readonly close: (() => void) | null;
}

/** A stored value: what it is, and the value itself as a table, a tree or an image. */
export class ArtifactView extends Panel {
  private readonly _server: IFlowServer;
  private readonly _path: string;
  private readonly _pathspec: string;
  private readonly _actions: ArtifactActions;
  private readonly _trans: TranslationBundle;
  private _hasFailed = false;

  constructor(
    server: IFlowServer,
    address: { readonly path: string; readonly pathspec: string },
    actions: ArtifactActions,
    trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-HeadwaterArtifact');
    this._server = server;
    this._path = address.path;
    this._pathspec = address.pathspec;
    this._actions = actions;
    this._trans = trans;
    server.stateChanged.connect(this._onServer, this);
    void this._load();
  }

  private _onServer(_server: IFlowServer, { up }: { readonly up: boolean }): void {
    if (up && this._hasFailed) void this._load();
  }

  private async _load(): Promise<void> {
    const address = { path: this._path, pathspec: this._pathspec };
    this._hasFailed = false;
    this._show(<p>{this._trans.__('Loading…')}</p>);
    try {
      const description = await this._server.ask<ArtifactDescription>('artifact', address);
      if (this.isDisposed) return;
      this._show(<Header description={description} actions={this._actions} trans={this._trans} />);
      await this._addBody(description);
    } catch (error) {
      this._hasFailed = true;
      if (!this.isDisposed)
        this._show(<Trouble error={error} retry={() => void this._load()} actions={this._actions} trans={this._trans} />);
    }
  }

  private async _addBody(description: ArtifactDescription): Promise<void> {
    if (description.kind === 'table') {
      const { TableView } = await import('./table-view');
      if (!this.isDisposed) this.addWidget(new TableView(this._server, this._path, description, this._trans));
    } else if (description.kind === 'image')
      this._add(<Image server={this._server} path={this._path} description={description} trans={this._trans} />);
    else {
      const tree = new ValueTree(this._server, { path: this._path, pathspec: this._pathspec });
      this._add(<ValueTreeView tree={tree} label={description.name} trans={this._trans} />);
      await tree.open([]);
    }
  }

  private _show(element: JSX.Element): void {
    for (const widget of [...this.widgets]) widget.dispose();
    this._add(element);
  }

  private _add(element: JSX.Element): void {
    const widget = ReactWidget.create(element);
    widget.addClass('jp-HeadwaterArtifact-part');
    this.addWidget(widget);
  }
}

interface HeaderProps {
  readonly description: ArtifactDescription;
  readonly actions: ArtifactActions;
  readonly trans: TranslationBundle;
}

function Header({ description, actions, trans }: HeaderProps): JSX.Element {
  const { name, type, size, key, pathspec, clientLine, kind, table } = description;
  return (
    <header>
      <Buttons clientLine={clientLine} actions={actions} trans={trans} />
      <h3>{name}</h3>
      <p>
        {table === null ? type : trans.__('%1 rows × %2 columns · %3', table.rows.toLocaleString(), table.columns.length, type)}
        {size !== null && ` · ${bytesText(size)}`}
        {kind === 'opaque' && ` · ${trans.__('cannot be read as a whole: this is what can be')}`}
      </p>
      <p className="jp-HeadwaterArtifact-key">
        <code title={trans.__('Content key: equal keys are equal values')}>{key.slice(0, 12)}</code> <code>{pathspec}</code>
      </p>
    </header>
  );
}

interface ButtonsProps {
  readonly clientLine: string | null;
  readonly actions: ArtifactActions;
  readonly trans: TranslationBundle;
}

function Buttons({ clientLine, actions, trans }: ButtonsProps): JSX.Element {
  const { insert, openTab, close } = actions;
  return (
    <span className="jp-HeadwaterArtifact-buttons">
      {clientLine !== null && insert !== null && (
        <button type="button" className="jp-HeadwaterButton" title={clientLine} onClick={() => insert(clientLine)}>
          {trans.__('Insert into the notebook')}
        </button>
      )}
      {openTab !== null && (
        <button type="button" className="jp-HeadwaterButton" onClick={openTab}>
          {trans.__('Open in a tab')}
        </button>
      )}
      {close !== null && (
        <button type="button" className="jp-HeadwaterButton" aria-label={trans.__('Close')} onClick={close}>
          ✕
        </button>
      )}
    </span>
  );
}

interface TroubleProps {
  readonly error: unknown;
  readonly retry: () => void;
  readonly actions: ArtifactActions;
  readonly trans: TranslationBundle;
}

function Trouble({ error, retry, actions, trans }: TroubleProps): JSX.Element {
  const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : '';
  return (
    <div role="alert">
      <Buttons clientLine={null} actions={actions} trans={trans} />
      <p className="jp-HeadwaterTrouble">
        ⚠ {error instanceof Error ? error.message : String(error)} {hint}
      </p>
      <button type="button" className="jp-HeadwaterButton" onClick={retry}>
        {trans.__('Try again')}
      </button>
    </div>
  );
}

interface ImageProps {
  readonly server: IFlowServer;
  readonly path: string;
  readonly description: ArtifactDescription;
  readonly trans: TranslationBundle;
}

function Image({ server, path, description, trans }: ImageProps): JSX.Element {
  const { pathspec, name, type } = description;
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p className="jp-HeadwaterTrouble">⚠ {trans.__('It begins as an image does, but cannot be drawn as one.')}</p>;
  return (
    <img
      className="jp-HeadwaterArtifact-image"
      onError={() => setBroken(true)}
      src={server.url('artifact/image', { path, pathspec })}
      alt={`${name}: ${type}`}
    />
  );
}
