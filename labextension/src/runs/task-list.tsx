import type { TranslationBundle } from '@jupyterlab/translation';
import { Fragment, useEffect, useState, type JSX } from 'react';
import type { TaskVariables, VariableRow } from '../../../src/server/api/look-back';
import type { TaskRow } from '../../../src/server/api/run';
import { VariableChips } from '../artifacts/variable-chips';
import type { RunDetail } from './run-detail';
import { RunStatus } from './run-status';
import { durationText } from '../../../src/duration-text';
import { bytesText } from './run-time';
import { TaskLog } from './task-log';

interface TaskListProps {
  readonly model: RunDetail;
  readonly tasks: readonly TaskRow[];
  readonly openVariable: (variable: VariableRow, anchor: HTMLElement) => void;
  readonly trans: TranslationBundle;
}

/** The tasks of a run; each opens to its variables and its logs. */
export function TaskList({ model, tasks, openVariable, trans }: TaskListProps): JSX.Element {
  const [open, setOpen] = useState<string | null>(null);
  const [limit, setLimit] = useState(firstTasks);
  return (
    <>
      <table className="jp-HeadwaterTable">
        <thead>
          <tr>
            {[trans.__('Task'), trans.__('Status'), trans.__('Time'), trans.__('Memory'), trans.__('CPU')].map(text => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tasks.slice(0, limit).map(task => {
            const key = `${task.pathspec} ${task.index ?? ''} ${task.attempt}`;
            return (
              <Fragment key={key}>
                <TaskLine task={task} isOpen={open === key} toggle={() => setOpen(open === key ? null : key)} trans={trans} />
                {open === key && (
                  <tr>
                    <td colSpan={5}>
                      <TaskParts model={model} task={task} openVariable={openVariable} trans={trans} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {tasks.length > limit && (
        <button type="button" className="jp-HeadwaterButton" onClick={() => setLimit(limit * 4)}>
          {trans.__('Show more of the %1 tasks', tasks.length)}
        </button>
      )}
    </>
  );
}

/** Tasks that are listed at once. */
const firstTasks = 200;

interface TaskLineProps {
  readonly task: TaskRow;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly trans: TranslationBundle;
}

function TaskLine({ task, isOpen, toggle, trans }: TaskLineProps): JSX.Element {
  const { step, index, attempt, status, startedAt, finishedAt, waited, peakMemory, cpu } = task;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="jp-HeadwaterLink" aria-expanded={isOpen} onClick={toggle}>
          <span aria-hidden="true">{isOpen ? '▾' : '▸'} </span>
          {step}
          {index !== null && `[${index}]`}
        </button>
        {attempt > 0 && <small>{trans.__('attempt %1', attempt + 1)}</small>}
      </th>
      <td>
        <RunStatus status={status} trans={trans} />
      </td>
      <td title={waited >= 100 ? trans.__('%1 of it waiting for earlier steps left out', durationText(waited)) : ''}>
        {finishedAt === null ? '' : durationText(finishedAt - startedAt - waited)}
      </td>
      <td>{peakMemory === null ? '' : bytesText(peakMemory)}</td>
      <td>{cpu === null ? '' : durationText(cpu)}</td>
    </tr>
  );
}

function TaskParts({ model, task, openVariable, trans }: Omit<TaskListProps, 'tasks'> & { readonly task: TaskRow }): JSX.Element {
  const [variables, setVariables] = useState<TaskVariables | Error | null>(null);
  useEffect(() => {
    model.variablesOf(task).then(setVariables, (error: Error) => setVariables(error));
  }, [task.pathspec]);
  return (
    <div className="jp-HeadwaterTask">
      {task.error !== null && (
        <p className="jp-HeadwaterTrouble">
          <span aria-hidden="true">✕ </span>
          {task.error.message} {task.error.hint}
        </p>
      )}
      {variables instanceof Error ? (
        <p>{variables.message}</p>
      ) : variables === null ? (
        <p>{trans.__('Loading…')}</p>
      ) : (
        <Variables all={variables} open={openVariable} trans={trans} />
      )}
      {(['stdout', 'stderr'] as const).map(stream =>
        (stream === 'stdout' ? task.stdoutSize : task.stderrSize) === 0 ? null : (
          <TaskLog key={stream} model={model} task={task} stream={stream} trans={trans} />
        )
      )}
    </div>
  );
}

interface VariablesProps {
  readonly all: TaskVariables;
  readonly open: TaskListProps['openVariable'];
  readonly trans: TranslationBundle;
}

function Variables({ all, open, trans }: VariablesProps): JSX.Element {
  const read = new Set(all.onlyRead);
  const written = all.variables.filter(({ name }) => !read.has(name));
  return (
    <>
      <h4>{trans.__('Variables')}</h4>
      {written.length === 0 && <p>{trans.__('This task wrote no variable.')}</p>}
      <VariableChips variables={written} label={trans.__('Variables that the task wrote')} open={open} trans={trans} />
      {read.size > 0 && <h4>{trans.__('Read, not changed')}</h4>}
      <VariableChips
        variables={all.variables.filter(({ name }) => read.has(name))}
        label={trans.__('Variables that the task read')}
        open={open}
        trans={trans}
      />
    </>
  );
}
