import { dirname } from 'node:path';
import { blobPath } from '../datastore/local-blob-store';
import { packCode } from './code-package';
import { findLocalModules } from './local-modules';
import type { NotebookFile } from './notebook-file';
import { recordProvenance } from './provenance';
import { recordParameters } from './record-ends';
import type { RunContext } from './run-context';

/**
 * Records what nobody can find out later, while the first tasks are at work: the code package and the state of the checkout, which later
 * tasks then carry as metadata, and the `_parameters` task. @throws HeadwaterError HW413, HW414 when the store cannot be written
 */
export async function recordCircumstances(context: RunContext, file: NotebookFile, at: number): Promise<void> {
  const { flow, user } = context;
  const folder = dirname(file.path);
  const sources = file.notebook.cells.filter(cell => cell.kind === 'code').map(cell => cell.source);
  const provenance = recordProvenance(sources, folder, file.notebook.kernelspec);
  const code = await packCode({ notebook: file, modules: findLocalModules(sources, folder), user, flow });
  context.blobs.save(code.key, [code.bytes], true);
  const place = { ds_type: 'local', sha: code.key, location: blobPath(context.root, flow, code.key), metadata: code.metadata };
  context.data.push({ field: 'code-package', type: 'code-package', value: JSON.stringify(place) });
  const { git } = await provenance;
  if (git !== null) context.data.push({ field: 'git-info', type: 'git-info', value: JSON.stringify(git) });
  recordParameters(context, await provenance, at);
}
