import { finalNames } from '../../../client/run-data';
import { endTaskPath } from '../../../client/run-place';
import { decodeArtifact } from '../../../client/decode';
import { isHeadwaterError } from '../../errors';
import type { Notebook } from '../../notebook/cell';
import type { RunAddress } from '../../scheduler/run-order';
import type { VariableRow } from '../api/look-back';
import type { RunRow, TaskRow } from '../api/run';
import { writtenVariables } from '../runs/cell-variables';
import { placeOf } from '../runs/client-store';
import { runCode } from '../runs/run-code';
import { runDetail } from '../runs/run-detail';
import { readRunEvents } from '../runs/run-events';
import { variableReader } from '../runs/variable-row';

/** What of a run can be compared. */
export interface Side {
  readonly row: RunRow;
  /** Null when its code is not there. */
  readonly notebook: Notebook | null;
  readonly tasks: readonly TaskRow[];
  /** Names of its steps, in order. */
  readonly steps: readonly string[];
  /** By step: what it has left. */
  readonly variables: ReadonlyMap<string, readonly VariableRow[]>;
  /** The finite numbers among its final variables. */
  readonly metrics: ReadonlyMap<string, number>;
}

/** Reads one side of a comparison. */
export async function readSide(address: RunAddress, row: RunRow): Promise<Side> {
  const { tasks, steps } = await runDetail(address, row);
  const names = steps.map(each => each.name);
  const notebook = (await runCode(address))?.notebook ?? null;
  return { row, notebook, tasks, steps: names, variables: variablesOf(address, names, tasks), metrics: metricsOf(address, row) };
}

function variablesOf(address: RunAddress, steps: readonly string[], tasks: readonly TaskRow[]): Map<string, VariableRow[]> {
  const { progress } = readRunEvents(address);
  const { store } = placeOf(address);
  const reader = variableReader(store());
  const read = (name: string, step: string, task: string): VariableRow[] => {
    const row = reader({ flow: address.flow, run: address.run, step, task }, name);
    return row === null ? [] : [row];
  };
  const found = steps.map((step, position): [string, VariableRow[]] => {
    if (progress !== null) return [step, writtenVariables(progress, position).flatMap(([name, part, task]) => read(name, part, task))];
    const task = tasks
      .findLast(each => each.step === step)
      ?.pathspec.split('/')
      .at(3);
    return [step, task === undefined ? [] : leftBy(address, step, task).flatMap(name => read(name, step, task))];
  });
  return new Map(found);
}

/** Metaflow's tasks carry every variable along: what a task has is what it left. */
function leftBy(address: RunAddress, step: string, task: string): string[] {
  const path = { flow: address.flow, run: address.run, step, task };
  return placeOf(address)
    .store()
    .reader.artifactNames(path, null)
    .filter(name => !name.startsWith('_') && name !== 'name');
}

/** Bytes up to which a variable may be a number. */
const longestNumber = 400;

/** Parameters were given, not found out. */
function metricsOf(address: RunAddress, { parameters }: RunRow): Map<string, number> {
  const place = placeOf(address);
  const end = endTaskPath(place);
  if (end === null) return new Map();
  const store = place.store();
  const info = store.reader.artifactInfo(end, 0) ?? {};
  const found = finalNames(place).filter(name => parameters.every(each => each.name !== name));
  const numbers = found.flatMap((name): [string, number][] => {
    const record = (info[name]?.size ?? 0) > longestNumber ? null : store.reader.artifact(end, name, null);
    const value = record === null ? null : attempt(() => decodeArtifact(store, end, record));
    return typeof value === 'number' && Number.isFinite(value) ? [[name, value]] : [];
  });
  return new Map(numbers);
}

/** What cannot be decoded is no number. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (isHeadwaterError(error)) return null;
    throw error;
  }
}
