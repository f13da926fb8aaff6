import { HeadwaterError } from '../errors';
import { loadNotebook } from '../scheduler/notebook-file';
import { saveTypescriptCache, useCachedTypescript } from '../scheduler/typescript-cache';
import { verifyNotebook } from '../verify/verify-notebook';
import type { VerifyReport } from '../verify/verify-report';
import { formatDiagnostics } from './format-diagnostics';
import { formatVerify } from './format-verify';
import { tellProgress } from './tell-progress';
import { terminalOf } from './terminal';
import type { VerifyArguments } from './verify-arguments';

/**
 * Verifies a notebook and says what was found on `stream`; a run that follows keeps stdout for itself.
 * Gives the exit status: 0 equal, 1 different, 2 refused, 130 interrupted.
 * @throws HeadwaterError HW360 to HW368 when there is nothing to compare
 */
export async function verifyAndTell(
  { run, json, limit, scratch }: VerifyArguments,
  stream: 'stdout' | 'stderr' = 'stdout'
): Promise<number> {
  useCachedTypescript();
  const file = loadNotebook(run.notebook);
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  const telling = tellProgress(process.stderr);
  try {
    const found = await verifyNotebook({
      file,
      run: { ...run, notebook: file.path },
      limit,
      scratch,
      telling,
      interrupted: interruption.signal
    });
    telling.close();
    if (!('refused' in found)) return tellReport(found, json, stream);
    if (json) process[stream].write(`${JSON.stringify({ verdict: 'refused', diagnostics: found.diagnostics })}\n`);
    process.stderr.write(formatDiagnostics(found.diagnostics, file.notebook, terminalOf(process.stderr)));
    return 2;
  } catch (error) {
    if (interruption.signal.aborted) return 130;
    if (json && error instanceof HeadwaterError) process[stream].write(`${JSON.stringify(refusal(error))}\n`);
    throw error;
  } finally {
    telling.close();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt);
    saveTypescriptCache();
  }
}

function tellReport(report: VerifyReport, json: boolean, stream: 'stdout' | 'stderr'): number {
  process[stream].write(json ? `${JSON.stringify(report)}\n` : formatVerify(report, terminalOf(process[stream])));
  return report.verdict === 'different' ? 1 : 0;
}

function refusal({ code, message, hint, about, cell }: HeadwaterError): object {
  return { verdict: 'refused', diagnostics: [{ code, severity: 'error', cell, range: null, message, hint, about }] };
}
