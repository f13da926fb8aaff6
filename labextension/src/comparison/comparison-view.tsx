import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState, type JSX } from 'react';
import type { RunComparison } from '../../../src/server/api/comparison';
import { exactText } from '../runs/run-time';
import type { IFlowServer } from '../tokens';
import type { Comparison as Sheet } from '../../../src/comparison/comparison';
import { ComparisonPanel } from '../comparison-output/comparison-panel';
import { countChanges } from './aligned-cells';
import { ComparedCells } from './compared-cells';
import { ComparedMetrics, ComparedParameters, ComparedTimes } from './compared-numbers';
import { ComparedVariables, type OpenVariable } from './compared-variables';

/** Which runs; `path`: the notebook whose store they are in. */
export interface ComparisonAddress {
  readonly path: string;
  readonly a: string;
  readonly b: string;
}

/** Two runs side by side, in the main area. */
export class ComparisonView extends ReactWidget {
  private readonly _server: IFlowServer;
  private readonly _address: ComparisonAddress;
  private readonly _open: OpenVariable;
  private readonly _trans: TranslationBundle;

  constructor(server: IFlowServer, address: ComparisonAddress, open: OpenVariable, trans: TranslationBundle) {
    super();
    this.addClass('jp-HeadwaterComparison');
    this._server = server;
    this._address = address;
    this._open = open;
    this._trans = trans;
  }

  protected override render(): JSX.Element {
    return <Comparison server={this._server} address={this._address} open={this._open} trans={this._trans} />;
  }
}

interface ComparisonProps {
  readonly server: IFlowServer;
  readonly address: ComparisonAddress;
  readonly open: OpenVariable;
  readonly trans: TranslationBundle;
}

function Comparison({ server, address, open, trans }: ComparisonProps): JSX.Element {
  const [answer, setAnswer] = useState<RunComparison | Error | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    setAnswer(null);
    server.ask<RunComparison>('compare', { ...address }).then(setAnswer, (error: Error) => setAnswer(error));
  }, [server, address.a, address.b, tries]);
  if (answer === null) return <p className="jp-HeadwaterEmpty">{trans.__('Comparing…')}</p>;
  if (answer instanceof Error)
    return (
      <div role="alert">
        <p className="jp-HeadwaterTrouble">⚠ {answer.message}</p>
        <button type="button" className="jp-HeadwaterButton" onClick={() => setTries(tries + 1)}>
          {trans.__('Try again')}
        </button>
      </div>
    );
  return (
    <>
      <Heading comparison={answer} trans={trans} />
      <ComparedSheet server={server} address={address} comparison={answer} trans={trans} />
      <ComparedVariables variables={answer.variables} open={open} trans={trans} />
      <ComparedTimes times={answer.times} trans={trans} />
      <ComparedCells cells={answer.cells} trans={trans} />
    </>
  );
}

/** Parameters and metrics as `compare` shows them in a cell; as plain tables where the server cannot tell. */
function ComparedSheet({ server, address, comparison, trans }: SheetProps): JSX.Element | null {
  const [sheet, setSheet] = useState<Sheet | Error | null>(null);
  useEffect(() => {
    server.ask<Sheet>('compare/sheet', { ...address }).then(setSheet, (error: Error) => setSheet(error));
  }, [server, address.a, address.b]);
  if (sheet === null) return null;
  if (sheet instanceof Error)
    return (
      <>
        <ComparedParameters parameters={comparison.parameters} trans={trans} />
        <ComparedMetrics metrics={comparison.metrics} trans={trans} />
      </>
    );
  return (
    <div className="jp-HeadwaterCompared">
      <ComparisonPanel comparison={sheet} trans={trans} />
    </div>
  );
}

interface SheetProps extends Omit<ComparisonProps, 'open'> {
  readonly comparison: RunComparison;
}

/** Which runs they are, and in a line what differs. */
function Heading({ comparison, trans }: { readonly comparison: RunComparison; readonly trans: TranslationBundle }): JSX.Element {
  const { a, b, createdAt } = comparison;
  return (
    <>
      <h2>{trans.__('Two runs')}</h2>
      <p>
        <b>A</b> <code>{a}</code> · {exactText(createdAt.a)}
        <br />
        <b>B</b> <code>{b}</code> · {exactText(createdAt.b)}
      </p>
      <p role="status">{summary(countChanges(comparison), trans)}</p>
    </>
  );
}

function summary({ parameters, cells, variables }: ReturnType<typeof countChanges>, trans: TranslationBundle): string {
  if (parameters + cells + variables === 0) return trans.__('Same parameters, same code, same values.');
  return [
    parameters === 0 ? trans.__('same parameters') : trans._n('%1 parameter differs', '%1 parameters differ', parameters),
    cells === 0 ? trans.__('same code') : trans._n('%1 cell differs', '%1 cells differ', cells),
    variables === 0 ? trans.__('same values') : trans._n('%1 variable differs', '%1 variables differ', variables)
  ].join(' · ');
}
