import { availableParallelism } from 'node:os';
import { startRun, type StartReport } from '../../scheduler/start-run';
import type { RunOrder } from '../../scheduler/run-order';
import type { StartAnswer } from '../api/run';
import { bodyFields, type BodyFields } from '../body-fields';
import { json, type Route } from '../call';
import type { Places } from '../places';
import { runAt } from '../run-place';

/** Steps often wait for something else than a processor. */
const fewestWorkers = 4;

/** `POST runs/start`: starts a scheduler of its own for the run, which outlives this server. */
export const start: Route = async call => {
  const report = await startRun(orderOf(bodyFields(call), call.places));
  return json(answerOf(report));
};

function orderOf(fields: BodyFields, places: Places): RunOrder {
  const path = fields.text('path');
  const resume = fields.textOrNull('resume');
  const order = {
    notebook: places.file(path),
    parameters: Object.entries(fields.textByName('parameters')).map(([name, text]) => ({ name, text })),
    tags: fields.texts('tags'),
    maxWorkers: fields.countOrNull('workers') ?? Math.max(fewestWorkers, availableParallelism()),
    serial: false,
    knownOptions: []
  };
  return resume === null ? order : { ...order, resume: { ...runAt(places, path, resume), from: fields.textOrNull('from') } };
}

function answerOf(report: StartReport): StartAnswer {
  const { diagnostics } = report;
  if (report.type === 'refused') return { type: 'refused', diagnostics };
  return { type: 'started', pathspec: `${report.flow}/${report.run}`, diagnostics };
}
