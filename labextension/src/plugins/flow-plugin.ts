import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { IFlowServer, IFlowTracker } from '../tokens';

/** What a plugin around the open flows works with. */
export interface FlowParts {
  readonly app: JupyterFrontEnd;
  readonly tracker: IFlowTracker;
  readonly server: IFlowServer;
  readonly trans: TranslationBundle;
  /** Lists a command in the palette, where there is one. */
  list(command: string): void;
}

/** A plugin that needs the open flows and the server, and adds commands; `name`: the part of its id behind `headwater-lab:`. */
export function flowPlugin(name: string, description: string, activate: (parts: FlowParts) => void): JupyterFrontEndPlugin<void> {
  return {
    id: `headwater-lab:${name}`,
    description,
    autoStart: true,
    requires: [IFlowTracker, IFlowServer],
    optional: [ICommandPalette, ITranslator],
    activate: (
      app: JupyterFrontEnd,
      tracker: IFlowTracker,
      server: IFlowServer,
      palette: ICommandPalette | null,
      translator: ITranslator | null
    ) => {
      const trans = (translator ?? nullTranslator).load('headwater');
      const list = (command: string): void => void palette?.addItem({ command, category: trans.__('Flow') });
      activate({ app, tracker, server, trans, list });
    }
  };
}
