import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useState, type JSX } from 'react';
import type { ColumnSummary } from '../../../src/server/api/artifact';
import type { IFlowServer } from '../tokens';
import { plotBars, shortNumber } from './plot-bars';
import type { TableAddress } from './table-pages';

interface ColumnPlotProps {
  readonly server: IFlowServer;
  readonly address: TableAddress;
  readonly column: string;
  readonly trans: TranslationBundle;
}

/** How a column's values lie: bars, and the same as text. */
export function ColumnPlot({ server, address, column, trans }: ColumnPlotProps): JSX.Element {
  const [summary, setSummary] = useState<ColumnSummary | Error | null>(null);
  useEffect(() => {
    let over = false;
    setSummary(null);
    server.ask<ColumnSummary>('artifact/column', { ...address, column }).then(
      answer => over || setSummary(answer),
      (error: Error) => over || setSummary(error)
    );
    return () => void (over = true);
  }, [server, address.pathspec, column]);
  if (summary === null) return <p>{trans.__('Looking at %1…', column)}</p>;
  if (summary instanceof Error) return <p className="jp-HeadwaterTrouble">⚠ {summary.message}</p>;
  return <Plot summary={summary} trans={trans} />;
}

function Plot({ summary, trans }: { readonly summary: ColumnSummary; readonly trans: TranslationBundle }): JSX.Element {
  const bars = plotBars(summary);
  const isTop = summary.bins === null;
  return (
    <figure className="jp-HeadwaterPlot">
      {bars.length > 0 && (
        <svg viewBox={`0 0 ${bars.length * 10} 60`} preserveAspectRatio="none" role="img" aria-label={plotText(summary, trans)}>
          {bars.map(({ label, share }, at) => (
            <rect key={at} x={at * 10 + 0.5} width={9} y={60 - share * 58} height={share * 58}>
              <title>{label}</title>
            </rect>
          ))}
        </svg>
      )}
      <figcaption>
        {isTop ? bars.map(({ label }) => label).join(' · ') : `${bars[0]?.from ?? ''} … ${bars.at(-1)?.to ?? ''}`}
        <br />
        {trans.__('%1 values, %2 missing', summary.count, summary.missing)}
        {summary.mean !== null && ` · ${trans.__('mean %1', shortNumber(summary.mean))}`}
      </figcaption>
    </figure>
  );
}

function plotText(summary: ColumnSummary, trans: TranslationBundle): string {
  const bars = plotBars(summary);
  return `${trans.__('Distribution of %1', summary.name)}: ${bars.map(({ label }) => label).join('; ')}`;
}
