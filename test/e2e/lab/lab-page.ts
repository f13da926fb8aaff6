import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { startLab } from '../../../src/setup/lab.mjs';
import { browserHint, findBrowser } from '../../browser.mjs';
import { buildOnce, packageRoot } from '../../build';
import type { Workspace } from '../workspace';

/** A real JupyterLab over a workspace's folder, and a page of a real Chromium. */
export interface LabPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Address of the server, with its base URL, without a slash at the end. */
  readonly base: string;
  readonly token: string;
  /** Process of the Jupyter server. */
  readonly pid: number;
  /** Opens a notebook (path below the workspace) and waits until its cells are there; `wait: 'kernel'` also until its kernel is idle. */
  open(notebook: string, wait?: 'cells' | 'kernel'): Promise<void>;
  /** The same in Notebook 7, which shares JupyterLab's server and extensions. */
  openInNotebook7(notebook: string, wait?: 'cells' | 'kernel'): Promise<void>;
  /** Leaves a picture in `.cache/screenshots/<name>.png`. */
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

interface LabOptions {
  readonly theme?: 'light' | 'dark';
  /** More settings of Jupyter's own, such as `ServerApp.base_url`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** Starts both. Whoever opens it closes it. */
export async function openLab(place: Workspace, { theme = 'light', settings = {} }: LabOptions = {}): Promise<LabPage> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(`There is no browser. ${browserHint}`);
  buildOnce();
  // Test files that run beside each other must not be told the same port.
  process.env['HEADWATER_PORT'] ??= '0';
  const lab = await startLab('', {
    browser: false,
    quiet: true,
    root: place.folder,
    settings: { ...settings },
    environment: themed(place, theme)
  });
  const context = await chromium.launchPersistentContext(path.join(place.folder, '.browser'), {
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
    viewport: { width: 1400, height: 900 }
  });
  const page = await context.newPage();
  return {
    page,
    context,
    base: lab.base,
    token: lab.token,
    pid: lab.pid ?? 0,
    open: (notebook, wait = 'cells') => open(page, `${lab.base}/lab/tree/${encodeURI(notebook)}?token=${lab.token}&reset`, wait),
    openInNotebook7: (notebook, wait = 'cells') => open(page, `${lab.base}/notebooks/${encodeURI(notebook)}?token=${lab.token}`, wait),
    shoot: async name => {
      const file = path.join(packageRoot, '.cache', 'screenshots', `${name}.png`);
      mkdirSync(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file });
    },
    close: async () => {
      await context.close();
      lab.stop();
      await lab.ended;
    }
  };
}

/** Leaves a picture of the page as each failed test of the file has left it. Called at the file's top level. */
export function shootFailures(lab: () => LabPage): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await lab().shoot(`failed-${task.name.slice(0, 20).replaceAll(' ', '-')}`);
  });
}

/** The cell whose source has this text. */
export function cellWith(page: Page, text: string): Locator {
  return page.locator('.jp-Notebook .jp-Cell').filter({ has: page.locator('.jp-InputArea', { hasText: text }) });
}

async function open(page: Page, address: string, wait: 'cells' | 'kernel'): Promise<void> {
  const connected = wait === 'kernel' ? kernelInfo(page) : null;
  await page.goto(address);
  await page.locator('.jp-Notebook .jp-Cell').first().waitFor({ timeout: 90_000 });
  if (connected === null) return;
  await connected;
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor({ timeout: 60_000 });
}

/** Ends when the page has a kernel's first answer: JupyterLab's indicator says idle before, and what is run before comes to nothing. */
function kernelInfo(page: Page): Promise<void> {
  return new Promise(resolve => {
    page.on('websocket', socket => {
      socket.on('framereceived', ({ payload }) => {
        if (payload.includes('kernel_info_reply')) resolve();
      });
    });
  });
}

/** Settings and workspaces of its own, so that tests do not meet in them. */
function themed(place: Workspace, theme: 'light' | 'dark'): Record<string, string> {
  const settings = path.join(place.folder, '.lab-settings');
  const file = path.join(settings, '@jupyterlab', 'apputils-extension', 'themes.jupyterlab-settings');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ theme: theme === 'dark' ? 'JupyterLab Dark' : 'JupyterLab Light' }));
  return { ...place.environment, JUPYTERLAB_SETTINGS_DIR: settings, JUPYTERLAB_WORKSPACES_DIR: path.join(place.folder, '.lab-workspaces') };
}
