import type { TranslationBundle } from '@jupyterlab/translation';
import { useState, type JSX } from 'react';
import type { CodeVersions } from '../../../src/comparison/comparison';
import { ChangeCount, CodeDiffView, useCodeDiff } from '../look-back/code-diff-view';
import type { PartProps } from './part-props';

/** Cells whose code differs: one version against another, line by line. */
export function CodeView({ comparison, trans }: PartProps): JSX.Element {
  return (
    <>
      {comparison.code.map(cell => (
        <CellVersions key={cell.column} cell={cell} trans={trans} />
      ))}
    </>
  );
}

function CellVersions({ cell, trans }: { readonly cell: CodeVersions; readonly trans: TranslationBundle }): JSX.Element {
  const { versions, column } = cell;
  const [left, setLeft] = useState(versions[0]?.letter ?? '');
  const [right, setRight] = useState(versions.at(-1)?.letter ?? '');
  const sourceOf = (letter: string): string => versions.find(each => each.letter === letter)?.source ?? '';
  const diff = useCodeDiff(sourceOf(left), sourceOf(right));
  return (
    <section aria-label={column}>
      <h4>
        {column.replace(/^code:/, '')} <Letters label={trans.__('from')} cell={cell} value={left} choose={setLeft} />
        <Letters label={trans.__('to')} cell={cell} value={right} choose={setRight} /> <ChangeCount diff={diff} trans={trans} />
      </h4>
      <CodeDiffView diff={diff} label={trans.__('Changes from %1 to %2', left, right)} trans={trans} />
    </section>
  );
}

interface LettersProps {
  readonly label: string;
  readonly cell: CodeVersions;
  readonly value: string;
  readonly choose: (letter: string) => void;
}

function Letters({ label, cell, value, choose }: LettersProps): JSX.Element {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={event => choose(event.target.value)}>
        {cell.versions.map(({ letter }) => (
          <option key={letter}>{letter}</option>
        ))}
      </select>
    </label>
  );
}
