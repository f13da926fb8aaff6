import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunComparison } from '../../../src/server/api/comparison';
import { durationText } from '../../../src/duration-text';
import { deltaText } from './aligned-cells';
import { ChangeMark } from './change-mark';

interface ParametersProps {
  readonly parameters: RunComparison['parameters'];
  readonly trans: TranslationBundle;
}

/** Parameters of both runs; those that differ stand first. */
export function ComparedParameters({ parameters, trans }: ParametersProps): JSX.Element | null {
  if (parameters.length === 0) return null;
  const ordered = [...parameters.filter(({ same }) => !same), ...parameters.filter(({ same }) => same)];
  return (
    <section aria-label={trans.__('Parameters')}>
      <h3>{trans.__('Parameters')}</h3>
      <table className="jp-HeadwaterTable">
        <Head names={[trans.__('Parameter'), 'A', 'B', '']} />
        <tbody>
          {ordered.map(({ name, a, b, same }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{a ?? '–'}</td>
              <td>{b ?? '–'}</td>
              <td>
                <ChangeMark change={same ? 'same' : 'changed'} trans={trans} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Numbers among the final variables, with what B has more or less. */
export function ComparedMetrics({
  metrics,
  trans
}: {
  readonly metrics: RunComparison['metrics'];
  readonly trans: TranslationBundle;
}): JSX.Element | null {
  if (metrics.length === 0) return null;
  return (
    <section aria-label={trans.__('Metrics')}>
      <h3>{trans.__('Metrics')}</h3>
      <table className="jp-HeadwaterTable">
        <Head names={[trans.__('Variable'), 'A', 'B', trans.__('B − A')]} />
        <tbody>
          {metrics.map(({ name, a, b, delta }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{a ?? '–'}</td>
              <td>{b ?? '–'}</td>
              <td>{deltaText(a, delta) ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Times of each step as a pair of bars. */
export function ComparedTimes({
  times,
  trans
}: {
  readonly times: RunComparison['times'];
  readonly trans: TranslationBundle;
}): JSX.Element | null {
  if (times.length === 0) return null;
  const longest = Math.max(1, ...times.flatMap(({ a, b }) => [a ?? 0, b ?? 0]));
  return (
    <section aria-label={trans.__('Times')}>
      <h3>{trans.__('Times')}</h3>
      <table className="jp-HeadwaterTable jp-HeadwaterTimes">
        <tbody>
          {times.map(({ step, a, b }) => (
            <tr key={step}>
              <th scope="row">{step}</th>
              <td>
                <PairBar side="A" time={a} longest={longest} />
                <PairBar side="B" time={b} longest={longest} />
              </td>
              <td>{a === null || b === null ? '' : deltaText(a, Math.round(b - a))?.replace(/^([+−±]\d*)/, '$1 ms')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PairBar({
  side,
  time,
  longest
}: {
  readonly side: 'A' | 'B';
  readonly time: number | null;
  readonly longest: number;
}): JSX.Element {
  return (
    <span className="jp-HeadwaterPairBar">
      <span>{side}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect data-side={side} width={((time ?? 0) / longest) * 100} height={10} />
      </svg>
      <span>{time === null ? '–' : durationText(time)}</span>
    </span>
  );
}

function Head({ names }: { readonly names: readonly string[] }): JSX.Element {
  return (
    <thead>
      <tr>
        {names.map((name, at) =>
          name === '' ? (
            <td key={at} />
          ) : (
            <th key={at} scope="col">
              {name}
            </th>
          )
        )}
      </tr>
    </thead>
  );
}
