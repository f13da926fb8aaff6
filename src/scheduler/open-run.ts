import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBlobStore } from '../datastore/local-blob-store';
import { metaflowSettings, currentUser } from '../datastore/metaflow-settings';
import { registerRun } from '../metadata/local-metadata';
import type { ClaimedRun } from './claim-run';
import { packageRoot } from './entries';
import { graphInfo, storedSteps } from './graph-info';
import type { NotebookFile } from './notebook-file';
import type { PreparedRun } from './prepared-run';
import type { RunContext } from './run-context';
import { systemValues } from './system-values';

/** The metaflow whose layout is written, as its client may want to know it. */
const layoutVersion = '2.19.39';

/** Gathers what a run is made of. @throws HeadwaterError HW413, HW414 when the store cannot be written */
export function openRun(root: string, file: NotebookFile, prepared: PreparedRun, claimed: ClaimedRun): RunContext {
  const { graph, plan } = prepared;
  const origin = prepared.resumed?.origin.header;
  const { flow } = graph;
  const { run, folder } = claimed;
  const user = currentUser(metaflowSettings(join(file.path, '..'), process.env), process.env);
  const blobs = openBlobStore(root, flow);
  const values = systemValues(blobs);
  const common = [values.artifact('name', flow), values.artifact('_graph_info', graphInfo(graph, plan, file.path))];
  return {
    root,
    flow,
    run,
    origin: origin?.run ?? null,
    seedRun: origin?.seedRun ?? run,
    user,
    control: null,
    notebook: file.path,
    graph,
    code: prepared.code,
    hashes: prepared.hashes,
    plan,
    parameters: prepared.parameters,
    folder,
    blobs,
    values,
    storedSteps: storedSteps(graph, plan),
    common,
    data: origin === undefined ? [] : [{ field: 'origin-run-id', type: 'origin-run-id', value: origin.run }]
  };
}

/** Makes a run one that clients see. @throws HeadwaterError HW413, HW414 when the store cannot be written */
export function registerOpened({ root, flow, run, user, graph }: RunContext, tags: readonly string[], at: number): void {
  registerRun(root, { flow, run, user, tags, systemTags: systemTags(user, graph.language), createdAt: at });
}

function systemTags(user: string, language: string): string[] {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  return [
    `user:${user}`,
    'runtime:dev',
    `metaflow_version:${layoutVersion}+headwater(${version})`,
    `headwater_version:${version}`,
    `language:${language}`
  ];
}
