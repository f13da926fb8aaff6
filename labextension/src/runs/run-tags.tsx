import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX, type KeyboardEvent } from 'react';
import type { RunRow } from '../../../src/server/api/run';
import type { RunsModel } from './runs-model';

interface RunTagsProps {
  readonly row: RunRow;
  readonly tabIndex: number;
  readonly model: RunsModel;
  readonly trans: TranslationBundle;
}

/** A run's tags; each can be removed, and one added, in place. */
export function RunTags({ row, tabIndex, model, trans }: RunTagsProps): JSX.Element {
  const [editing, setEditing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (add: readonly string[], remove: readonly string[]): void => {
    setProblem(null);
    model.tag(row, add, remove).catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const tag = event.currentTarget.value.trim();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    if (event.key === 'Enter' && tag !== '') change([tag], []);
    setEditing(false);
    event.currentTarget.closest<HTMLElement>('[role=row]')?.focus();
  };
  return (
    <span className="jp-HeadwaterTags">
      {row.userTags.map(tag => (
        <span key={tag} className="jp-HeadwaterTag">
          {tag}
          <button type="button" tabIndex={tabIndex} aria-label={trans.__('Remove tag %1', tag)} onClick={() => change([], [tag])}>
            ×
          </button>
        </span>
      ))}
      {editing ? (
        <input
          className="jp-HeadwaterTags-input"
          aria-label={trans.__('New tag')}
          placeholder={trans.__('New tag')}
          autoFocus
          onKeyDown={onKeyDown}
          onBlur={() => setEditing(false)}
        />
      ) : (
        <button
          type="button"
          tabIndex={tabIndex}
          className="jp-HeadwaterTags-add"
          aria-label={trans.__('Add a tag')}
          onClick={() => setEditing(true)}
        >
          {row.userTags.length === 0 ? `+ ${trans.__('tag')}` : '+'}
        </button>
      )}
      {problem !== null && (
        <span role="alert" className="jp-HeadwaterRun-problem">
          ⚠ {problem}
        </span>
      )}
    </span>
  );
}
