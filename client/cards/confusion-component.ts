import { UnfitValue } from '../../src/card/unfit-value';
import type { ConfusionComponent } from '../../src/card/component';
import { ShownComponent, type ComponentOptions } from './shown-component';

/** How a confusion matrix is shown. */
export interface ConfusionOptions extends ComponentOptions {
  readonly title?: string;
  /** The labels in their order; left out: as they come, numbers by size. They must cover all that comes. */
  readonly labels?: readonly (string | number | boolean)[];
}

/**
 * A confusion matrix, counted from what was and what was predicted: `new ConfusionMatrix(actual, predicted)`; or of counts that you have,
 * a row for each actual label: `new ConfusionMatrix([[50, 3], [4, 43]], { labels: ['no', 'yes'] })`.
 */
export class ConfusionMatrix extends ShownComponent {
  readonly type = 'confusion' satisfies ConfusionComponent['type'];
  declare title?: string;
  declare labels: readonly string[];
  declare counts: readonly (readonly number[])[];

  constructor(counts: readonly (readonly number[])[], options?: ConfusionOptions);
  constructor(actual: Iterable<unknown>, predicted: Iterable<unknown>, options?: ConfusionOptions);
  constructor(first: Iterable<unknown>, second: Iterable<unknown> | ConfusionOptions = {}, third: ConfusionOptions = {}) {
    super();
    const isCounted = !isIterable(second);
    const options = isCounted ? second : third;
    this.fill(() => {
      const fields = isCounted ? givenCounts(first, options.labels) : countPairs(listOf(first), [...second], options.labels);
      return { ...(options.title === undefined ? {} : { title: options.title }), ...fields };
    }, options);
  }
}

type Fields = Pick<ConfusionComponent, 'labels' | 'counts'>;

/** As many labels as a matrix can show. */
const mostLabels = 60;

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function listOf(value: unknown): unknown[] {
  if (isIterable(value)) return [...value];
  throw new UnfitValue('it takes two lists, what was and what was predicted, or one matrix of counts');
}

function givenCounts(given: unknown, labels: ConfusionOptions['labels']): Fields {
  const rows = listOf(given).map(row => (isIterable(row) ? [...row] : []));
  const isSquare = rows.length > 0 && rows.every(row => row.length === rows.length);
  if (!isSquare || !rows.flat().every(each => typeof each === 'number' && each >= 0))
    throw new UnfitValue('its counts are no square of numbers: a row for each actual label, a column for each predicted one');
  if (labels !== undefined && labels.length !== rows.length)
    throw new UnfitValue(`there are ${labels.length} labels for ${rows.length} rows`);
  return { labels: checked((labels ?? rows.map((_, at) => at)).map(String)), counts: rows as number[][] };
}

function countPairs(actual: readonly unknown[], predicted: readonly unknown[], given: ConfusionOptions['labels']): Fields {
  if (actual.length !== predicted.length)
    throw new UnfitValue(`there are ${actual.length} actual and ${predicted.length} predicted labels`);
  const found = [...new Set([...actual, ...predicted])];
  const sorted = found.every(each => typeof each === 'number') ? found.sort((a, b) => a - b) : found;
  const labels = checked((given ?? sorted).map(String));
  const missing = [...new Set(found.map(String))].filter(each => !labels.includes(each));
  if (missing.length > 0)
    throw new UnfitValue(`its labels lack ${missing.slice(0, 10).join(', ')}, which occur${missing.length === 1 ? 's' : ''}`);
  const place = new Map(labels.map((label, at) => [label, at]));
  const counts = labels.map(() => labels.map(() => 0));
  actual.forEach((each, at) => {
    const row = counts[place.get(String(each)) ?? -1];
    const column = place.get(String(predicted[at]));
    if (row !== undefined && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  });
  return { labels, counts };
}

function checked(labels: readonly string[]): readonly string[] {
  if (labels.length > mostLabels) throw new UnfitValue(`there are ${labels.length} labels; a matrix shows ${mostLabels}`);
  return labels;
}
