import { drawImage } from '../../card/draw/draw-pictures';
import { drawConfusion } from '../../card/draw/draw-values';
import { box, type CardElement } from '../../card/node';
import type { Comparison, Exhibit } from '../comparison';
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
  const labels = finding.rows.map((_, at) => String(at));
  return drawConfusion({ type: 'confusion', title, labels, counts: finding.rows });
}
