import { drawImage } from '../../card/draw/draw-pictures';
import { drawConfusion } from '../../card/draw/draw-values';
import { box, element, type CardElement } from '../../card/node';
import type { Comparison, Exhibit } from '../comparison';
import { denseSide, heatPaths, matrixText } from '../heat-map';
import { shortName } from './draw-runs';

const mostItems = 6;

/** Matrices and pictures side by side, those of one name in a row; null when there are none. */
export function drawExhibits(comparison: Comparison): CardElement | null {
  if (comparison.exhibits.length === 0) return null;
  return box(
    'div',
    'hw-exhibits',
    comparison.exhibits.map(({ name, items }) =>
      box(
        'div',
        'hw-exhibit',
        box('h4', 'hw-title', name),
        box(
          'div',
          'hw-side',
          items.slice(0, mostItems).map(item => drawItem(comparison, name, item))
        )
      )
    )
  );
}

function drawItem({ runs }: Comparison, name: string, { row, finding }: Exhibit['items'][number]): CardElement {
  const run = runs[row];
  const title = run === undefined ? '' : shortName(run);
  if (finding.kind === 'image')
    return drawImage({ type: 'image', mime: finding.mime, data: finding.data, alt: `${name} of ${title}`, label: title });
  if (finding.rows.length >= denseSide) return drawDense(name, title, finding.rows);
  const labels = finding.rows.map((_, at) => String(at));
  return drawConfusion({ type: 'confusion', title, labels, counts: finding.rows });
}

/** So many classes have no room for their numbers: shades, and what is to be seen in words. */
function drawDense(name: string, title: string, rows: readonly (readonly number[])[]): CardElement {
  const text = matrixText(rows);
  const paths = heatPaths(rows).map(({ level, d }) => element('path', { d, 'fill-opacity': (level / 8).toFixed(3) }));
  return box(
    'figure',
    'hw-heat',
    element('figcaption', null, title),
    element(
      'svg',
      {
        viewBox: `0 0 ${rows.length} ${rows.length}`,
        width: 300,
        height: 300,
        fill: '#3b7fd4',
        role: 'img',
        'aria-label': `${name} of ${title}, ${text}`
      },
      paths
    ),
    box('p', 'hw-note', text)
  );
}
