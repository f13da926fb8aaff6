import { HeadwaterError } from '../errors';
import { openReader } from '../metadata/local-reader';
import { timeOfRunId } from '../metadata/run-order';
import type { MetadataReader } from '../metadata/metadata';
import { parsePathspec } from '../pathspec';
import { flowNameOf, loadNotebook } from '../scheduler/notebook-file';
import type { RunAddress } from '../scheduler/run-order';
import type { Command } from './command';
import { usage } from './parse-arguments';
import { readResumeArguments } from './run-arguments';
import { startAndFollow } from './start-and-follow';
import { storeHere } from './open-store';

/** `headwater resume`: goes on from a run that has ended, as a run of its own. */
export const command: Command = {
  summary: 'go on from a run that failed, was stopped or died',
  usage: `headwater resume [Flow | Flow/run | notebook] [--<parameter> <value> …] [options]

Makes a new run from the notebook as it is now. Tasks of the earlier run are taken over where their code, the definitions and variables that
they have used, the parameters, modules and files are what they were; everything else runs. Without a run: the newest of the store (of the
flow, of the notebook's flow). Name the run before parameters.

  --from <step>           this step and all that depend on it run again in any case
  --<parameter> <value>   a parameter; those that the earlier run was given stay as they were otherwise
  --notebook <path>       the notebook, when it is no longer where the run has read it
  --tag <tag>             a tag on the new run; may be repeated
  --max-workers <n>       processes at a time (the number of cores, at least 4)
  --serial                strictly in notebook order, one step at a time
  --json                  one event a line on stdout; the last has "type": "run"

Exit status: 0 success, 1 the run failed, 2 refused, 130 stopped.`,
  async run(args) {
    const { order, json, run, from, notebook } = readResumeArguments(args);
    const isNotebook = run?.endsWith('.ipynb') === true;
    const address = addressOf(storeHere(), isNotebook ? flowNameOf(loadNotebook(run)) : run);
    return startAndFollow({ ...order, notebook: notebook ?? (isNotebook ? run : null), resume: { ...address, from } }, json);
  }
};

function addressOf(root: string, text: string | null): RunAddress {
  const reader = openReader(root);
  if (text === null) return newestOf(reader, reader.flows(), 'There is no run to resume yet.');
  const { flow, run, step } = parsePathspec(text);
  if (step !== null) throw usage(`'${text}' is no run.`, `headwater resume ${flow}/${run ?? ''} --from ${step}`, text);
  if (run !== null && run !== 'latest') return { root, flow, run };
  return newestOf(reader, [flow], `Flow '${flow}' has no run to resume.`);
}

/** Folders without a record are runs that were refused, or are just about to begin. */
function newestOf(reader: MetadataReader, flows: readonly string[], otherwise: string): RunAddress {
  const newest = flows
    .flatMap(flow => reader.runIds(flow).map(run => ({ flow, run, time: timeOfRunId(run) ?? 0 })))
    .sort((a, b) => b.time - a.time)
    .find(({ flow, run }) => reader.run(flow, run) !== null);
  if (newest !== undefined) return { root: reader.root, flow: newest.flow, run: newest.run };
  throw new HeadwaterError('HW402', otherwise, {
    about: reader.root,
    hint: 'headwater runs lists the runs there are; headwater run makes one.'
  });
}
