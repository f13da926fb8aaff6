import type { JSX } from 'react';
import type { Exhibit } from '../../../src/comparison/comparison';
import { shortName } from '../../../src/comparison/draw/draw-runs';
import { denseSide, heatPaths, matrixText } from '../../../src/comparison/heat-map';
import type { PartProps } from './part-props';

/** Matrices and pictures of the runs side by side. */
export function ExhibitsView({ comparison, rows, trans }: PartProps): JSX.Element {
  const shown = new Set(rows);
  const nameOf = (row: number): string => {
    const run = comparison.runs[row];
    return run === undefined ? '' : shortName(run);
  };
  return (
    <>
      {comparison.exhibits.map(({ name, items }) => (
        <section key={name} aria-label={name}>
          <h4>{name}</h4>
          <div className="jp-HeadwaterCompared-side">
            {items
              .filter(item => shown.has(item.row))
              .map(({ row, finding }) => (
                <figure key={row}>
                  <figcaption>{nameOf(row)}</figcaption>
                  {finding.kind === 'image' ? (
                    <img src={`data:${finding.mime};base64,${finding.data}`} alt={trans.__('%1 of run %2', name, nameOf(row))} />
                  ) : (
                    <Matrix finding={finding} label={trans.__('%1 of run %2', name, nameOf(row))} />
                  )}
                </figure>
              ))}
          </div>
        </section>
      ))}
    </>
  );
}

interface MatrixProps {
  readonly finding: Exhibit['items'][number]['finding'] & { readonly kind: 'matrix' };
  readonly label: string;
}

/** Rows as a table; the darker, the more of its row. */
function Matrix({ finding, label }: MatrixProps): JSX.Element {
  if (finding.rows.length >= denseSide) return <DenseMatrix finding={finding} label={label} />;
  return (
    <table className="jp-HeadwaterCompared-matrix">
      <tbody>
        {finding.rows.map((row, at) => {
          const most = Math.max(1e-300, ...row.map(Math.abs));
          return (
            <tr key={at}>
              <th scope="row">{at}</th>
              {row.map((value, column) => (
                <td key={column} style={{ '--share': `${Math.round((Math.abs(value) / most) * 60)}%` } as object}>
                  {value}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Shades without numbers, and what is to be seen in words. */
function DenseMatrix({ finding, label }: MatrixProps): JSX.Element {
  const text = matrixText(finding.rows);
  const side = finding.rows.length;
  return (
    <>
      <svg className="jp-HeadwaterCompared-heat" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={`${label}, ${text}`}>
        {heatPaths(finding.rows).map(({ level, d }) => (
          <path key={level} d={d} fillOpacity={level / 8} />
        ))}
      </svg>
      <p className="jp-HeadwaterCompared-hint">{text}</p>
    </>
  );
}
