import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { TaskRow } from '../../../src/server/api/run';
import { statusText } from './run-status';
import { durationText } from '../../../src/duration-text';
import { timelineOf, type TimelineBar } from './timeline';

interface TimelineViewProps {
  readonly tasks: readonly TaskRow[];
  readonly criticalPath: readonly string[];
  readonly trans: TranslationBundle;
}

/** Tasks as bars by time; the text of each row says the same. */
export function TimelineView({ tasks, criticalPath, trans }: TimelineViewProps): JSX.Element {
  const { bars, total, bySteps } = timelineOf(tasks, Date.now());
  if (bars.length === 0) return <p className="jp-HeadwaterEmpty">{trans.__('No task has begun yet.')}</p>;
  const critical = new Set(criticalPath);
  const notebookStep = new Map(tasks.map(task => [task.step, task.notebookStep]));
  return (
    <div className="jp-HeadwaterTimeline">
      {bySteps && <p>{trans.__('%1 tasks: one bar a step.', tasks.length)}</p>}
      <ol aria-label={trans.__('Timeline, %1 in all', durationText(total))}>
        {bars.map((bar, at) => {
          const step = bar.label.replace(/[[ ].*$/, '');
          const isCritical = critical.has(step) || critical.has(notebookStep.get(step) ?? '');
          return <Bar key={at} bar={bar} isCritical={isCritical} trans={trans} />;
        })}
      </ol>
      <div className="jp-HeadwaterTimeline-scale" aria-hidden="true">
        <span>0</span>
        <span>{durationText(total / 2)}</span>
        <span>{durationText(total)}</span>
      </div>
      {critical.size > 0 && (
        <p>
          <span aria-hidden="true">◆ </span>
          {trans.__('On the critical path: what the run waited for.')}
        </p>
      )}
    </div>
  );
}

interface BarProps {
  readonly bar: TimelineBar;
  readonly isCritical: boolean;
  readonly trans: TranslationBundle;
}

function Bar({ bar, isCritical, trans }: BarProps): JSX.Element {
  const width = Math.max(0.3, (bar.end - bar.start) * 100);
  return (
    <li>
      <span className="jp-HeadwaterTimeline-label" title={bar.label}>
        {isCritical && <span aria-label={trans.__('on the critical path')}>◆ </span>}
        {bar.label}
      </span>
      <svg className="jp-HeadwaterTimeline-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect
          x={Math.min(bar.start * 100, 100 - width)}
          width={width}
          y={1}
          height={8}
          data-status={bar.status}
          data-critical={isCritical}
        />
      </svg>
      <span className="jp-HeadwaterTimeline-text">
        {durationText(bar.milliseconds)} · {statusText(bar.status, trans)}
        {bar.tasks > 1 && ` · ${trans.__('%1 tasks', bar.tasks)}`}
      </span>
    </li>
  );
}
