import type { RJSFSchema } from '@rjsf/utils';
import { lazy, Suspense, useEffect, useRef, useState, type ReactElement } from 'react';
import type { Fields } from './setting-edits';

const SettingsForm = lazy(() => import('./settings-form'));

/** An object of settings that a person edits. */
export interface SettingsEditorProps {
  readonly name: string;
  readonly schema: RJSFSchema;
  /** As the notebook has them. */
  readonly settings: Fields;
  /** A pause after the last key; what has not changed is told too. */
  readonly onPause: (data: Fields) => void;
  readonly loading: string;
}

/** The form with what is being typed in it; the notebook hears of it after a pause, and what changes there (an undo) is shown at once. */
export function SettingsEditor({ name, schema, settings, onPause, loading }: SettingsEditorProps): ReactElement {
  const [data, setData] = useState<Fields>(settings);
  const known = useRef(JSON.stringify(settings));
  const timer = useRef(0);
  const now = JSON.stringify(settings);
  useEffect(() => {
    if (known.current === now) return;
    known.current = now;
    window.clearTimeout(timer.current);
    setData(settings);
  }, [now]);
  const change = (changed: Fields): void => {
    setData(changed);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onPause(changed), pause);
  };
  return (
    <Suspense fallback={<p className="jp-HeadwaterStepPanel-text">{loading}</p>}>
      <SettingsForm name={name} schema={schema} data={data} onChange={change} />
    </Suspense>
  );
}

/** Milliseconds without a key after which an edit is made. */
const pause = 400;
