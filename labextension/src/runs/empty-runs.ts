import type { TranslationBundle } from '@jupyterlab/translation';
import type { FlowNotebook } from '../flow/flow-notebook';
import type { RunsModel } from './runs-model';

/** What of the list is looked at to say why it is empty. */
export interface EmptyRuns extends Pick<RunsModel, 'user' | 'me'> {
  readonly notebook: Pick<FlowNotebook, 'on' | 'failure'> | null;
  readonly list: { readonly loading: boolean } | null;
}

/** Why no run is listed, and what to do about it. */
export function emptyRunsText({ notebook, list, user, me }: EmptyRuns, trans: TranslationBundle): string {
  if (notebook === null) return trans.__('Open a notebook to see the runs of its flow.');
  if (list === null && !notebook.on)
    return trans.__('This notebook is not a flow yet: press Flow in its toolbar. Or show the runs of all flows.');
  if (list === null && notebook.failure !== null)
    return trans.__('Which flow this is cannot be told: %1 Or show the runs of all flows.', notebook.failure.message);
  if (list === null || list.loading) return trans.__('Looking for runs…');
  if (user !== null && user === me)
    return trans.__('You have no runs here. Press Run flow in the notebook’s toolbar, or show everybody’s.');
  if (user !== null) return trans.__('%1 has no runs here. Show everybody’s to see the others.', user);
  return trans.__(
    'No runs yet: press Run flow in the notebook’s toolbar. Each run is kept here, with its code, its values and its outputs.'
  );
}
