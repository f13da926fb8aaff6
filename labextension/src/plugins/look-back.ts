import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { historyIcon } from '@jupyterlab/ui-components';
import { commandIds } from '../commands';
import { LookBacks } from '../look-back/look-backs';
import { IArtifactViewer, IFlowEdits, IFlowServer, IFlowTracker } from '../tokens';

/** Looking back in place: a past run's outputs and values under the cells. */
export const lookBack: JupyterFrontEndPlugin<void> = {
  id: 'headwater-lab:look-back',
  description: 'Shows a past run in place of a notebook’s own outputs.',
  autoStart: true,
  requires: [IFlowTracker, IFlowServer],
  optional: [IFlowEdits, IArtifactViewer, ICommandPalette, ITranslator],
  activate
};

function activate(
  app: JupyterFrontEnd,
  tracker: IFlowTracker,
  server: IFlowServer,
  edits: IFlowEdits | null,
  artifacts: IArtifactViewer | null,
  palette: ICommandPalette | null,
  translator: ITranslator | null
): void {
  const trans = (translator ?? nullTranslator).load('headwater');
  const { commands } = app;
  const lookBacks = new LookBacks(tracker, server, {
    trans,
    edits,
    artifacts,
    run: (command, args) => (commands.hasCommand(command) ? () => void commands.execute(command, args) : null)
  });
  lookBacks.changed.connect(() => commands.notifyCommandChanged());
  commands.addCommand(commandIds.lookBack, {
    label: trans.__('Look Back: Show the Latest Run in Place'),
    caption: trans.__('Look back: show the latest run’s outputs under the cells, or return'),
    icon: historyIcon,
    isEnabled: () => tracker.current !== null,
    isToggled: () => (lookBacks.current?.view ?? null) !== null,
    isToggleable: true,
    execute: () => lookBacks.toggle()
  });
  const isBack = (): boolean => (lookBacks.current?.view ?? null) !== null;
  commands.addCommand(commandIds.leavePast, {
    label: trans.__('Look Back: Return to the Notebook’s Own Outputs'),
    isEnabled: isBack,
    execute: () => lookBacks.current?.leave()
  });
  commands.addCommand(commandIds.showOlderRun, {
    label: trans.__('Look Back: Older Run'),
    isEnabled: isBack,
    execute: () => lookBacks.step(1)
  });
  commands.addCommand(commandIds.showNewerRun, {
    label: trans.__('Look Back: Newer Run'),
    isEnabled: isBack,
    execute: () => lookBacks.step(-1)
  });
  const category = trans.__('Flow');
  for (const command of [commandIds.lookBack, commandIds.leavePast, commandIds.showOlderRun, commandIds.showNewerRun])
    palette?.addItem({ command, category });
}
