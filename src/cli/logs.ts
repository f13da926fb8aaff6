import { writeSync } from 'node:fs';
import { HeadwaterError } from '../errors';
import type { LogStream, MetadataReader, TaskPath } from '../metadata/metadata';
import { openReader } from '../metadata/local-reader';
import { compareIds } from '../metadata/run-order';
import { ranTask } from '../metadata/task-origin';
import { nearNames } from '../near-names';
import { parsePathspec } from '../pathspec';
import type { Command } from './command';
import { storeHere } from './open-store';
import { onlyArgument, parseArguments, usage } from './parse-arguments';
import { styled, terminalOf, type Terminal } from './terminal';

/** Prints what steps have printed. */
export const command: Command = {
  summary: 'print what a step printed',
  usage: `headwater logs Flow/run[/step[/task]] [--stdout | --stderr]

  --stdout   exactly the bytes that were written to stdout, task after task in the order of the foreach
  --stderr   the same of stderr

What a task printed that a resumed run has reused is printed from the run that ran it.
Without either, the lines of both with the task in front. "latest" stands for the newest run.`,
  run
};

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { stdout: { type: 'boolean', default: false }, stderr: { type: 'boolean', default: false } }
  });
  if (values.stdout && values.stderr)
    throw usage('--stdout and --stderr together would mix their bytes.', 'Give one of them, or neither for the lines of both.');
  const text = onlyArgument(positionals, 'pathspec');
  parsePathspec(text);
  const reader = openReader(storeHere());
  const tasks = tasksOf(reader, text);
  if (values.stdout || values.stderr) tasks.forEach(task => printBytes(reader, task, values.stdout ? 'stdout' : 'stderr'));
  else tasks.forEach(task => printLines(reader, task, terminalOf(process.stdout)));
  return 0;
}

/** The tasks that a pathspec means, in the order in which they were committed: steps by time, tasks of a step by their number. */
function tasksOf(reader: MetadataReader, text: string): TaskPath[] {
  const { flow, run: given, step, task, artifact } = parsePathspec(text);
  if (given === null || artifact !== null) throw usage(`'${text}' has no log.`, 'Name a run, step or task: Flow/run/step/task.', text);
  const run = given === 'latest' ? reader.runIds(flow)[0] : given;
  if (run === undefined || reader.run(flow, run) === null)
    throw missing(text, `There is no run ${flow}/${given}.`, `\`headwater runs ${flow}\` lists the runs there are.`);
  const steps =
    step === null
      ? reader
          .steps(flow, run)
          .map(each => each.step)
          .reverse()
      : [knownStep(reader, flow, run, step)];
  const tasks = steps.filter(each => each !== '_parameters' || step !== null).flatMap(each => inOrder(reader, flow, run, each));
  if (task === null) return tasks;
  const found = tasks.find(each => each.task === task);
  if (found !== undefined) return [found];
  throw missing(text, `Step ${flow}/${run}/${step} has no task '${task}'.`, `It has ${tasks.map(each => each.task).join(', ')}.`);
}

function knownStep(reader: MetadataReader, flow: string, run: string, step: string): string {
  if (reader.step(flow, run, step) !== null) return step;
  const steps = reader
    .steps(flow, run)
    .map(each => each.step)
    .reverse();
  const near = nearNames(step, steps);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : steps.length === 0
        ? 'No step of it has been committed yet.'
        : `It has ${steps.join(', ')}.`;
  throw missing(`${flow}/${run}/${step}`, `Run ${flow}/${run} has no step '${step}'.`, hint);
}

function inOrder(reader: MetadataReader, flow: string, run: string, step: string): TaskPath[] {
  return reader
    .tasks(flow, run, step)
    .map(each => ({ flow, run, step, task: each.task }))
    .sort((a, b) => compareIds(a.task, b.task));
}

function attemptOf(reader: MetadataReader, task: TaskPath): number {
  const found = reader.metadata(task, null).findLast(each => each.field === 'attempt')?.value;
  return typeof found === 'string' ? Number(found) : 0;
}

function printBytes(reader: MetadataReader, task: TaskPath, stream: LogStream): void {
  const ran = ranTask(reader, task);
  for (const piece of reader.logBytes(ran, stream, attemptOf(reader, ran))) writeAll(piece);
}

function printLines(reader: MetadataReader, task: TaskPath, terminal: Terminal): void {
  const ran = ranTask(reader, task);
  const attempt = attemptOf(reader, ran);
  const name = `${task.step}/${task.task}`;
  for (const stream of ['stdout', 'stderr'] as const) {
    const prefix = Buffer.from(styled(stream === 'stdout' ? 'dim' : 'yellow', `${name}${stream === 'stderr' ? ' !' : ''} │ `, terminal));
    for (const { message } of reader.logLines(ran, stream, attempt)) writeAll(Buffer.concat([prefix, message, lineFeed]));
  }
}

const lineFeed = Buffer.from('\n');

/** A pipe may be full for a moment. */
function writeAll(bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length;)
    try {
      offset += writeSync(1, bytes, offset);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
}

function missing(about: string, message: string, hint: string): HeadwaterError {
  return new HeadwaterError('HW404', message, { about, hint });
}
