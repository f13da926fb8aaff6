import { useMemo, useState, type JSX } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { codeDiff, hunksOf, type CodeDiff, type DiffLine } from './code-diff';

interface CodeDiffViewProps {
  readonly diff: CodeDiff;
  readonly label: string;
  readonly trans: TranslationBundle;
}

/** The lines that changed, with some around them; the rest at a click. A sign tells what was added and removed, not the colour alone. */
export function CodeDiffView({ diff, label, trans }: CodeDiffViewProps): JSX.Element {
  const [whole, setWhole] = useState(false);
  const lines = useMemo(() => (whole ? diff.lines : hunksOf(diff.lines, 2)), [diff, whole]);
  return (
    <div className="jp-HeadwaterDiff" role="figure" aria-label={label} tabIndex={0}>
      {lines.map((line, at) =>
        line === null ? (
          <button key={at} type="button" className="jp-HeadwaterDiff-more" onClick={() => setWhole(true)}>
            ⋯ {trans.__('Show unchanged lines')}
          </button>
        ) : (
          <DiffLineView key={at} line={line} trans={trans} />
        )
      )}
    </div>
  );
}

/** How much changed, as `+2 −1`, with words for who does not see it. */
export function ChangeCount({ diff, trans }: { readonly diff: CodeDiff; readonly trans: TranslationBundle }): JSX.Element {
  return (
    <span className="jp-HeadwaterChangeCount">
      <span aria-hidden="true">
        <span className="jp-mod-added">+{diff.added}</span> <span className="jp-mod-removed">−{diff.removed}</span>
      </span>
      <span className="jp-HeadwaterUnseen">{trans.__('lines added: %1, removed: %2', diff.added, diff.removed)}</span>
    </span>
  );
}

/** The diff of two texts, made anew only when one of them changes. */
export function useCodeDiff(then: string, now: string): CodeDiff {
  return useMemo(() => codeDiff(then, now), [then, now]);
}

function DiffLineView({ line, trans }: { readonly line: DiffLine; readonly trans: TranslationBundle }): JSX.Element {
  const words = { same: '', added: trans.__('added:'), removed: trans.__('removed:') }[line.kind];
  return (
    <div className="jp-HeadwaterDiff-line" data-kind={line.kind}>
      <span className="jp-HeadwaterDiff-sign" aria-hidden="true">
        {{ same: ' ', added: '+', removed: '−' }[line.kind]}
      </span>
      {words !== '' && <span className="jp-HeadwaterUnseen">{words}</span>}
      <code>{line.text === '' ? ' ' : line.text}</code>
    </div>
  );
}
