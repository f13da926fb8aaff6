import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState, type JSX } from 'react';
import type { LogText } from '../../../src/server/api/log';
import type { TaskRow } from '../../../src/server/api/run';
import type { RunDetail } from './run-detail';
import { plainText } from './plain-text';

interface TaskLogProps {
  readonly model: RunDetail;
  readonly task: TaskRow;
  readonly stream: 'stdout' | 'stderr';
  readonly trans: TranslationBundle;
}

/** What a task has printed, a page at a time. */
export function TaskLog({ model, task, stream, trans }: TaskLogProps): JSX.Element {
  const [text, setText] = useState('');
  const [next, setNext] = useState<number | null>(0);
  const [problem, setProblem] = useState<string | null>(null);
  const more = async (from: number): Promise<void> => {
    try {
      const query = { path: model.path, pathspec: task.pathspec, stream, from, limit: pageBytes };
      const page = await model.server.ask<LogText>('task/log', query);
      setText(before => (from === 0 ? '' : before) + plainText(page.text));
      setNext(page.next);
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  useEffect(() => void more(0), [task.pathspec, stream]);
  const label = stream === 'stdout' ? trans.__('Output') : trans.__('Errors and warnings');
  return (
    <section aria-label={label}>
      <h4>{label}</h4>
      <pre className="jp-HeadwaterLogText" tabIndex={0}>
        {text}
      </pre>
      {problem !== null && <p className="jp-HeadwaterTrouble">⚠ {problem}</p>}
      {next !== null && next > 0 && (
        <button type="button" className="jp-HeadwaterButton" onClick={() => void more(next)}>
          {trans.__('Show more')}
        </button>
      )}
    </section>
  );
}

/** Bytes that are asked for at once. */
const pageBytes = 64 * 1024;
