import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a browser said. */
export interface BrowserAnswer {
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds for one page. */
const patience = 60_000;

/** Runs a browser without a window, profile or network, until it ends. */
export function runBrowser(browser: string, folder: string, options: readonly string[]): Promise<BrowserAnswer> {
  const fixed = [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--disable-extensions',
    '--disable-background-networking',
    '--virtual-time-budget=4000',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${join(folder, 'profile')}`,
    // A browser that root starts has no sandbox to begin with.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
  ];
  return new Promise(resolve => {
    const child = spawn(browser, [...fixed, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr = (said.stderr + text).slice(-4000)));
    const finish = (): void => {
      clearTimeout(timer);
      resolve(said);
    };
    child.on('error', error => {
      said.stderr += error.message;
      finish();
    });
    child.on('close', finish);
  });
}
