import type { Diagnostic } from '../diagnostic';
import type { FlowGraph } from '../graph/flow-graph';
import type { RunParameter } from '../run/parameter-values';
import type { ParameterValue } from '../task/protocol';
import type { OriginRun } from './origin-run';

/** Values of parameters that a resumed run takes over. */
export interface InheritedValues {
  readonly values: readonly ParameterValue[];
  /** HW528, a warning, for each value that no longer fits. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The values that the origin was given and the resumed run is not; defaults are those of the notebook as it is now. */
export function inheritedValues(graph: FlowGraph, origin: OriginRun | null, given: readonly ParameterValue[]): InheritedValues {
  const wanted = (origin?.header.parameters ?? []).filter(each => each.given && !given.some(other => other.name === each.name));
  const fits = ({ name, type }: RunParameter): boolean => graph.parameters.some(each => each.name === name && each.type === type);
  return {
    values: wanted.filter(fits).map(({ name, type, value }) => ({ name, type, value })),
    diagnostics: wanted.filter(each => !fits(each)).map(each => lost(each, graph))
  };
}

function lost({ name, value, type }: RunParameter, graph: FlowGraph): Diagnostic {
  const now = graph.parameters.find(each => each.name === name);
  const what = now === undefined ? 'is no longer there' : `was ${article(type)} and is ${article(now.type)} now`;
  return {
    code: 'HW528',
    severity: 'warning',
    cell: now?.cell ?? null,
    range: null,
    message: `The run that is resumed was given ${name} = ${JSON.stringify(value)}; that parameter ${what}.`,
    hint: now === undefined ? 'The resumed run does without it.' : `Its default applies; --${name} <value> gives another.`,
    about: name
  };
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
