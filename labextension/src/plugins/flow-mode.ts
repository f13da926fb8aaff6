import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { FlowButton } from '../flow/flow-button';
import { commandIds } from '../commands';
import { IFlowTracker } from '../tokens';

/** The *Flow* button of a notebook's toolbar, and its command. */
export const flowMode: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:plugin',
  description: 'Turns flow mode on and off for a notebook.',
  autoStart: true,
  requires: [IFlowTracker],
  optional: [IToolbarWidgetRegistry, ICommandPalette, ITranslator, ISettingRegistry],
  activate
};

function activate(
  app: JupyterFrontEnd,
  tracker: IFlowTracker,
  toolbars: IToolbarWidgetRegistry | null,
  palette: ICommandPalette | null,
  translator: ITranslator | null,
  settings: ISettingRegistry | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  app.commands.addCommand(commandIds.toggleFlow, {
    label: trans.__('Flow: Show or Hide the Steps of This Notebook'),
    isEnabled: () => tracker.current !== null,
    isToggled: () => tracker.current?.on ?? false,
    execute: () => tracker.current?.turn(!tracker.current.on)
  });
  tracker.currentChanged.connect(() => app.commands.notifyCommandChanged(commandIds.toggleFlow));
  palette?.addItem({ command: commandIds.toggleFlow, category: trans.__('Flow') });
  toolbars?.addFactory<NotebookPanel>('Notebook', 'headwater-flow', panel => new FlowButton(panel, tracker, trans));
  // The toolbar's place for the button is in the settings' schema: it counts once they are loaded.
  void settings?.load(flowMode.id).catch(() => undefined);
}
