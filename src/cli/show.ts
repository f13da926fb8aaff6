import { Artifact, Flow, namespace, Run, Step, Task } from '../../client';
import { parsePathspec } from '../pathspec';
import type { Command } from './command';
import { withLatest } from './latest-run';
import { onlyArgument, parseArguments, usage } from './parse-arguments';
import { showArtifact, showFlow, showRun, showStep, showTask } from './show-levels';
import { storeHere } from './open-store';
import { terminalOf } from './terminal';

/** Shows anything in the store, from a flow down to one value. */
export const command: Command = {
  summary: 'show a flow, run, step, task or artifact',
  usage: `headwater show <pathspec> [--json] [--rows <n>]

  headwater show Flow                           its newest runs
  headwater show Flow/run                       its steps ("latest" stands for the newest run)
  headwater show Flow/run/step                  its tasks
  headwater show Flow/run/step/task             its artifacts
  headwater show Flow/run/step/task/artifact    its value

  --json       as JSON; of an artifact { pathspec, type, size, sha, value }, where what JSON lacks is tagged:
               {"$bigint":"1"}, {"$number":"NaN"}, {"$bytes":"<base64>"}, {"$date":"2026-11-21T08:17:30.637Z"}, {"$undefined":true},
               {"$map":[[key,value]]}, {"$set":[…]}, {"$typedArray":{…}}, {"$table":{columns,numRows,rows}}, {"$instance":{class,fields}}
  --rows <n>   rows of a table to show (10; with --json 1000); a longer one says "truncated"`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, rows: { type: 'string' } }
  });
  const text = await withLatest(onlyArgument(positionals, 'pathspec'));
  const options = { json: values.json, rows: rowsOf(values.rows, values.json ? 1000 : 10), terminal: terminalOf(process.stdout) };
  const { run: runId, step, task, artifact } = parsePathspec(text);
  storeHere();
  namespace(null);
  if (artifact !== null) await showArtifact(Artifact(text), options);
  else if (task !== null) await showTask(Task(text), options);
  else if (step !== null) await showStep(Step(text), options);
  else if (runId !== null) await showRun(await Run(text), options);
  else await showFlow(Flow(text), options);
  return 0;
}

function rowsOf(given: string | undefined, usual: number): number {
  if (given === undefined) return usual;
  if (/^\d+$/.test(given)) return Number(given);
  throw usage(`--rows ${given} is no number.`, 'Give a whole number.', given);
}
