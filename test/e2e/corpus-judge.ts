import type { Ran, TestCell } from './workspace';

/** What the last step must print, or which name a refusal must say; see corpus.test.ts. */
export interface Expectation {
  readonly stdout?: string;
  readonly alsoStdout?: readonly string[];
  readonly diagnostic?: boolean;
  readonly orDiagnostic?: boolean;
  /** Names, one of which a refusal must say: `x / y`. */
  readonly about?: string;
}

/** A small notebook that tests one promise. */
export interface CorpusCase {
  readonly name: string;
  readonly group: string;
  readonly cells: readonly (TestCell & { readonly headwater?: object })[];
  readonly expect: Expectation;
}

export type Outcome = 'right' | 'refused and named' | 'refused without the name' | 'silently wrong' | 'crashed';

/** A case's outcome, what was seen, and whether the expectation takes it. */
export interface Verdict {
  readonly case: CorpusCase;
  readonly outcome: Outcome;
  readonly seen: string;
  readonly acceptable: boolean;
}

/** Judges a run by its exit status, its text when it succeeded, and the lines of its own diagnostics when it did not. */
export function judge(each: CorpusCase, ran: Ran, printed: string | null): Verdict {
  const [outcome, seen] = ran.status === 0 ? judgeText(each.expect, printed ?? '') : judgeRefusal(each.expect, ran);
  const mayRefuse = each.expect.diagnostic === true || each.expect.orDiagnostic === true;
  return { case: each, outcome, seen, acceptable: outcome === 'right' || (outcome === 'refused and named' && mayRefuse) };
}

/** Lines such as `classes: 6 of 6 acceptable, 6 right`, one a group, in the order of the corpus. */
export function summarize(verdicts: readonly Verdict[]): string[] {
  const groups = [...new Set(verdicts.map(each => each.case.group))];
  return groups.map(group => {
    const mine = verdicts.filter(each => each.case.group === group);
    const counts = new Map<Outcome, number>();
    for (const { outcome } of mine) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    const said = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
    return `${group}: ${mine.filter(each => each.acceptable).length} of ${mine.length} acceptable, ${said}`;
  });
}

/** One paragraph on a case that is not as expected. */
export function describeVerdict({ case: { name, group, expect }, outcome, seen }: Verdict): string {
  return `${name} [${group}]: ${outcome}\n  expected ${JSON.stringify(expect)}\n  seen ${JSON.stringify(seen.slice(-600))}`;
}

function judgeText(expect: Expectation, printed: string): [Outcome, string] {
  const right = [expect.stdout, ...(expect.alsoStdout ?? [])].some(text => text === printed);
  return [right ? 'right' : 'silently wrong', printed];
}

function judgeRefusal(expect: Expectation, ran: Ran): [Outcome, string] {
  const text = `${ran.stdout}\n${ran.stderr}`;
  const marked = text.split('\n').filter(line => /\bHW\d{2,}\b|^(headwater: )?(error|refused)\b/.test(line));
  if (marked.length === 0) return ['crashed', text];
  return [saysName(expect.about, marked.join('\n')) ? 'refused and named' : 'refused without the name', marked.join('\n')];
}

function saysName(about: string | undefined, text: string): boolean {
  const names = (about ?? '').split('/').map(each => each.trim());
  return names.some(name => name !== '' && new RegExp(`(?<![\\w$])${name.replace(/[$.[\]]/g, '\\$&')}(?![\\w$])`).test(text));
}
