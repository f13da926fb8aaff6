import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { ComparedVariable } from '../../../src/server/api/comparison';
import { bytesText } from '../runs/run-time';
import { variablesByStep } from './aligned-cells';
import { ChangeMark } from './change-mark';

/** Shows a value beside what was clicked. */
export type OpenVariable = (pathspec: string, anchor: HTMLElement) => void;

interface ComparedVariablesProps {
  readonly variables: readonly ComparedVariable[];
  readonly open: OpenVariable;
  readonly trans: TranslationBundle;
}

/** Variables of both runs by step, compared by content. */
export function ComparedVariables({ variables, open, trans }: ComparedVariablesProps): JSX.Element | null {
  if (variables.length === 0) return null;
  return (
    <section aria-label={trans.__('Variables')}>
      <h3>{trans.__('Variables, by content')}</h3>
      <table className="jp-HeadwaterTable">
        <thead>
          <tr>
            {[trans.__('Step'), trans.__('Variable'), trans.__('Content'), 'A', 'B'].map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {[...variablesByStep(variables)].map(([step, group]) => (
          <tbody key={step}>
            {group.map(({ name, change, a, b }, at) => (
              <tr key={name}>
                <td>{at === 0 ? step : ''}</td>
                <th scope="row">{name}</th>
                <td>
                  <ChangeMark change={change} trans={trans} />
                </td>
                <Side name={name} side="A" value={a} open={open} />
                <Side name={name} side="B" value={b} open={open} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

interface SideProps {
  readonly name: string;
  readonly side: 'A' | 'B';
  readonly value: ComparedVariable['a'];
  readonly open: OpenVariable;
}

function Side({ name, side, value, open }: SideProps): JSX.Element {
  if (value === null) return <td>–</td>;
  return (
    <td>
      <button
        type="button"
        className="jp-HeadwaterChip"
        aria-label={`${name} (${side}): ${value.type}`}
        aria-haspopup="dialog"
        onClick={event => open(value.pathspec, event.currentTarget)}
      >
        {value.type}
        {value.size !== null && <span className="jp-HeadwaterChip-type"> {bytesText(value.size)}</span>}
      </button>
    </td>
  );
}
