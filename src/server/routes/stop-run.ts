import { HeadwaterError } from '../../errors';
import { readRunLife } from '../../metadata/run-life';
import { requestStop } from '../../scheduler/requests';
import { bodyFields } from '../body-fields';
import { json, type Route } from '../call';
import { folderOf, runAt } from '../run-place';

/** `POST runs/stop`: asks a run's scheduler to stop it. */
export const stop: Route = call => {
  const fields = bodyFields(call);
  const address = runAt(call.places, fields.text('path'), fields.text('pathspec'));
  const folder = folderOf(address);
  const pathspec = `${address.flow}/${address.run}`;
  // A scheduler holds its lease for a moment after the run's end.
  if (readRunLife(address.root, address.flow, address.run, Date.now()) !== 'running')
    throw new HeadwaterError('HW506', `Run ${pathspec} is not going on.`, {
      about: pathspec,
      hint: 'There is nothing to stop.'
    });
  requestStop(folder.requests, 'JupyterLab');
  return json({});
};
