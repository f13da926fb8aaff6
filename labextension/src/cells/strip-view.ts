import type { TranslationBundle } from '@jupyterlab/translation';
import type { StepProgressRow } from '../../../src/server/api/run';
import type { DiagnosticWithFixes } from '../../../src/server/api/analysis';
import type { Severity } from '../../../src/diagnostic';
import type { StepSettings } from '../../../src/notebook/step-settings';
import { durationText } from '../../../src/duration-text';
import { phaseSigns } from '../../../src/step-phase';
import { phaseWord, timeOfStep } from '../run/phase';
import type { CellMark } from '../steps/step-marks';

/** What a strip shows, all of it text. Equal views are drawn alike. */
export interface StripView {
  readonly kind: CellMark['kind'] | 'problems';
  /** Name of the step in the store; null when the cell is in none. */
  readonly step: string | null;
  /** What the cell is called here: title, name, role or proposed role. */
  readonly name: string;
  /** For people who do not see it. */
  readonly label: string;
  readonly hint: string;
  readonly badges: readonly StripBadge[];
  readonly status: { readonly phase: string; readonly text: string; readonly hint: string } | null;
  readonly problems: { readonly severity: Severity; readonly text: string; readonly hint: string } | null;
}

/** A small word with a longer explanation. */
export interface StripBadge {
  readonly text: string;
  readonly hint: string;
}

/** What the strip of a cell shows; null when it has nothing to show. `now` in milliseconds since 1970, for a step that runs. */
export function stripView(
  mark: CellMark | null,
  problems: readonly DiagnosticWithFixes[],
  row: StepProgressRow | null,
  now: number,
  trans: TranslationBundle
): StripView | null {
  if (mark === null && problems.length === 0) return null;
  const found = problemsView(problems, trans);
  switch (mark?.kind) {
    case undefined:
      return { ...nothing, kind: 'problems', label: trans.__('Not part of the flow'), problems: found };
    case 'head':
      return { ...headView(mark, trans), status: row === null ? null : statusView(row, now, trans), problems: found };
    case 'more':
      return { ...nothing, ...mark, name: mark.step, label: trans.__('Step %1, continued', mark.step), problems: found };
    case 'setup':
      return { ...nothing, kind: 'setup', ...setupText(trans), problems: found };
    case 'parameters':
      return { ...nothing, kind: 'parameters', ...parametersText(trans), problems: found };
    case 'proposal':
      return { ...nothing, kind: 'proposal', ...proposalText(mark.proposal, trans), problems: found };
  }
}

const nothing: StripView = { kind: 'problems', step: null, name: '', label: '', hint: '', badges: [], status: null, problems: null };

function headView({ step, title, settings, foreach }: Extract<CellMark, { kind: 'head' }>, trans: TranslationBundle): StripView {
  const name = title ?? step;
  return {
    ...nothing,
    kind: 'head',
    step,
    name,
    label: title === null ? trans.__('Step %1', step) : trans.__('Step %1 (%2 in the store)', title, step),
    hint:
      title === null
        ? trans.__('Step %1. F2 or double click renames it', step)
        : trans.__('%1, in the store: %2. F2 or double click renames it', title, step),
    badges: [...(foreach ? [foreachBadge(trans)] : []), ...settingBadges(settings, trans)]
  };
}

function foreachBadge(trans: TranslationBundle): StripBadge {
  return { text: trans.__('foreach'), hint: trans.__('One task for each item of a list') };
}

function settingBadges({ retry, catch: caught, timeout, effects, compute }: StepSettings, trans: TranslationBundle): StripBadge[] {
  const place = typeof compute === 'string' && compute !== '' ? compute : 'local';
  const found: StripBadge[] = [
    { text: place, hint: place === 'local' ? trans.__('It runs on this machine') : trans.__('It asks to run on %1', place) }
  ];
  if (typeof retry?.times === 'number')
    found.push({ text: trans.__('retry %1', retry.times), hint: trans.__('A failed task is tried again up to %1 times', retry.times) });
  if (typeof caught?.var === 'string')
    found.push({ text: trans.__('catch'), hint: trans.__('When it fails, %1 gets the error and the flow goes on', caught.var) });
  if (typeof timeout?.seconds === 'number')
    found.push({ text: trans.__('timeout %1 s', timeout.seconds), hint: trans.__('An attempt may take %1 seconds', timeout.seconds) });
  if (effects === true)
    found.push({ text: trans.__('effects'), hint: trans.__('It changes the world outside, and is never started on a guess') });
  return found;
}

/** How far a step is: a sign, a word, how many items, how long. */
export function statusView(row: StepProgressRow, now: number, trans: TranslationBundle): NonNullable<StripView['status']> {
  const word = phaseWord(row.phase, trans);
  const items = row.items === null || row.phase === 'waiting' ? [] : [`${row.items.done}/${row.items.total}`];
  const elapsed = timeOfStep(row, now);
  const time = elapsed === null ? [] : [durationText(elapsed)];
  const reruns = row.reruns === 0 ? [] : [trans._n('run again once', 'run again %1 times', row.reruns)];
  const shown = row.phase === 'committed' ? [...items, ...time] : [word, ...items, ...time];
  return {
    phase: row.phase,
    text: `${phaseSigns[row.phase]} ${[...shown, ...reruns].join(' · ')}`,
    hint: [word, ...items, ...time, ...reruns].join(', ')
  };
}

/** A sign for each severity, told apart by shape. */
export const severitySigns: Readonly<Record<Severity, string>> = { error: '✗', warning: '⚠', info: 'i' };

function problemsView(problems: readonly DiagnosticWithFixes[], trans: TranslationBundle): StripView['problems'] {
  const [worst] = problems;
  if (worst === undefined) return null;
  const { severity } = worst;
  const count = problems.length;
  const text = severity === 'info' ? trans._n('%1 note', '%1 notes', count) : trans._n('%1 problem', '%1 problems', count);
  return { severity, text: `${severitySigns[severity]} ${text}`, hint: problems.map(each => `${each.code}: ${each.message}`).join('\n') };
}

function setupText(trans: TranslationBundle): Pick<StripView, 'name' | 'label' | 'hint'> {
  return { name: trans.__('setup'), label: trans.__('Setup cell'), hint: trans.__('It runs at the start of every task') };
}

function parametersText(trans: TranslationBundle): Pick<StripView, 'name' | 'label' | 'hint'> {
  return {
    name: trans.__('parameters'),
    label: trans.__('Parameters cell'),
    hint: trans.__('What is assigned here can be given anew for each run')
  };
}

function proposalText(
  { tag, why }: { readonly tag: string | null; readonly why: string },
  trans: TranslationBundle
): Pick<StripView, 'name' | 'label' | 'hint' | 'step'> {
  if (tag === null) return { step: null, name: trans.__('not in the flow'), label: trans.__('Stays out of the flow: %1', why), hint: why };
  const name = tag.replace(/^step:/, '');
  return { step: name, name: `${name} ?`, label: trans.__('Proposed: %1. %2', name, why), hint: why };
}
