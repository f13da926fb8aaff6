import { cardStyle } from '../../card/card-style';
import { box, element, htmlOf, type CardElement } from '../../card/node';
import type { Comparison } from '../comparison';
import { comparisonStyle } from './comparison-style';
import { drawCurves } from './draw-curves';
import { drawExhibits } from './draw-exhibits';
import { drawCode, drawNotes, drawSame } from './draw-facts';
import { drawGroups } from './draw-groups';
import { drawRuns } from './draw-runs';

/** A comparison as HTML that needs no script: its tables with bars, curves and pictures as inline SVG, readable on light and dark ground. */
export function comparisonHtml(comparison: Comparison): string {
  const style = `<style>${cardStyle}${comparisonStyle}</style>`;
  return `${style}${htmlOf(drawComparison(comparison))}`;
}

function drawComparison(comparison: Comparison): CardElement {
  return element(
    'section',
    { class: 'hw-card hw-comparison', 'aria-label': `Comparison of ${comparison.title}` },
    box('h3', 'hw-card-title', comparison.title),
    drawGroups(comparison),
    drawRuns(comparison),
    drawNotes(comparison),
    drawCurves(comparison),
    drawExhibits(comparison),
    drawCode(comparison),
    drawSame(comparison)
  );
}
