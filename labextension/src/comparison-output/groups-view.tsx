import type { JSX } from 'react';
import { cellText } from '../../../src/comparison/cell-value';
import { countOf, meanText } from '../../../src/comparison/comparison-text';
import { longestTitle } from '../../../src/comparison/draw/draw-runs';
import { shortTitle } from '../../../src/comparison/rows';
import type { PartProps } from './part-props';

/** Repetitions as mean ± standard deviation. They are of all runs, whatever the filter. */
export function GroupsView({ comparison, trans }: PartProps): JSX.Element {
  const { groups, by, columns } = comparison;
  const metrics = columns.filter(column => groups.some(group => group.means[column.id] !== undefined));
  return (
    <div className="jp-HeadwaterCompared-scroll" role="region" aria-label={trans.__('Repetitions')} tabIndex={0}>
      <table className="jp-HeadwaterCompared-table">
        <caption>{trans.__('Mean ± standard deviation')}</caption>
        <thead>
          <tr>
            {[...by, trans.__('Runs'), ...metrics.map(each => each.name)].map((name, at) => (
              <th key={at} scope="col" title={name}>
                {shortTitle(name, longestTitle)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ label, means, alsoDiffers, ...group }, at) => (
            <tr key={at}>
              {label.map(({ name, value }) => (
                <th key={name} scope="row">
                  {cellText(value)}
                </th>
              ))}
              <td className="jp-mod-number">
                {countOf(group).toLocaleString('en')}
                {alsoDiffers.length > 0 && (
                  <span className="jp-HeadwaterCompared-hint">{trans.__('differ also in %1', alsoDiffers.join(', '))}</span>
                )}
              </td>
              {metrics.map(({ id }) => (
                <td key={id} className="jp-mod-number">
                  {meanText(means[id])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
