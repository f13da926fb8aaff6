import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { ComparedCell } from '../../../src/server/api/comparison';

/** Changed, same, only here, only there: as a shape and a word. */
export function ChangeMark({ change, trans }: { readonly change: ComparedCell['change']; readonly trans: TranslationBundle }): JSX.Element {
  const [shape, word] = {
    same: ['=', trans.__('same')],
    changed: ['≠', trans.__('changed')],
    added: ['+', trans.__('only in B')],
    removed: ['−', trans.__('only in A')]
  }[change] as [string, string];
  return (
    <span className="jp-HeadwaterChangeMark" data-change={change}>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  );
}
