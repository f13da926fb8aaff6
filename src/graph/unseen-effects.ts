import type { Diagnostic, SourceRange } from '../diagnostic';
import type { EdgeUse, FlowGraph, StepNode } from './flow-graph';
import type { Observation } from './observation';
import { placeInStep } from './place-in-step';

/** Remarks on what runs have shown and the code does not say: a variable that is changed or read in a way that analysis cannot see. */
export function unseenEffects(graph: FlowGraph, observations: readonly Observation[]): Diagnostic[] {
  const steps = new Map(graph.steps.map(step => [step.name, step]));
  const found = new Map<string, Diagnostic>();
  for (const edge of graph.edges)
    for (const use of edge.uses.filter(each => each.evidence === 'learned' && each.kind === 'variable')) {
      const [writer, reader] = [steps.get(edge.from), steps.get(edge.to)];
      if (writer === undefined || reader === undefined) continue;
      if (!writer.writes.includes(use.name)) found.set(`${edge.from} writes ${use.name}`, unseenChange(graph, writer, use, observations));
      else if (!reader.reads.includes(use.name) && !isChangedBy(reader, use, observations))
        found.set(`${edge.to} reads ${use.name}`, unseenRead(graph, writer, reader, use));
    }
  return [...found.values()];
}

/** Whoever changes a variable through another name has read it so as well. */
function isChangedBy(step: StepNode, { name, run }: EdgeUse, observations: readonly Observation[]): boolean {
  return observations.find(each => each.run === run)?.steps[step.name]?.writes.includes(name) ?? false;
}

function unseenChange(graph: FlowGraph, writer: StepNode, { name, run }: EdgeUse, observations: readonly Observation[]): Diagnostic {
  const seen = observations.find(each => each.run === run)?.steps[writer.name];
  const others = seen?.shared.find(names => names.includes(name)) ?? [];
  const alias = others.find(each => each !== name && writer.writes.includes(each)) ?? null;
  const through = alias === null ? 'in a way that its code does not show' : `through '${alias}', which holds the same object`;
  const place = placeInStep(graph, writer, alias ?? name, facts => [...facts.mutates, ...facts.writes]);
  return remark('HW142', place, name, {
    message: `Step '${writer.name}' changes '${name}' ${through}: run ${run ?? ''} showed it.`,
    hint: `Later steps wait for it from now on, until the code changes. Change it by the name '${name}' to make it visible at once.`
  });
}

function unseenRead(graph: FlowGraph, writer: StepNode, reader: StepNode, { name, run }: EdgeUse): Diagnostic {
  return remark('HW143', placeInStep(graph, reader, name), name, {
    message: `Step '${reader.name}' reads '${name}' of step '${writer.name}' in a way that its code does not show: run ${run ?? ''} showed it.`,
    hint: `It waits for '${name}' from now on, until the code changes. Name '${name}' in its cell to make it visible at once.`
  });
}

function remark(
  code: string,
  place: { readonly cell: string | null; readonly range: SourceRange | null },
  about: string,
  text: { readonly message: string; readonly hint: string }
): Diagnostic {
  return { code, severity: 'info', ...place, ...text, about };
}
