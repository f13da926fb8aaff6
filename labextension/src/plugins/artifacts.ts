import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ArtifactViewer } from '../artifacts/artifact-viewer';
import { IArtifactViewer, IFlowEdits, IFlowServer, IFlowTracker } from '../tokens';

/** Stored values: tables, trees, images. */
export const artifacts: JupyterFrontEndPlugin<IArtifactViewer> = {
  id: 'headwater-lab:artifacts',
  description: 'Shows stored values.',
  autoStart: true,
  requires: [IFlowServer, IFlowTracker],
  optional: [IFlowEdits, ITranslator],
  provides: IArtifactViewer,
  activate: (
    { shell }: JupyterFrontEnd,
    server: IFlowServer,
    tracker: IFlowTracker,
    edits: IFlowEdits | null,
    translator: ITranslator | null
  ): IArtifactViewer => new ArtifactViewer({ server, tracker, edits, shell, trans: (translator ?? nullTranslator).load('headwater') })
};
