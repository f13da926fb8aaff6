import { defineConfig } from 'vitest/config';

/**
 * Projects by what they need: `unit` nothing, `task` processes of tasks, `client` a store on disk, `package` the built package,
 * `interop` Python with metaflow, `e2e` whole runs, `lab` JupyterLab in a browser.
 */
export default defineConfig({
  cacheDir: '../.cache/vite',
  test: {
    projects: [
      project('unit', { include: ['src/**/*.test.ts', 'labextension/**/*.test.ts'], exclude: ['src/task/**'], testTimeout: 15_000 }),
      project('task', { include: ['src/task/**/*.test.ts'], testTimeout: 60_000 }),
      project('client', { include: ['client/**/*.test.ts'], testTimeout: 30_000 }),
      project('package', { include: ['check/**/*.test.ts'], testTimeout: 60_000 }),
      slow('interop', 1),
      slow('e2e', 2, ['e2e/*.test.ts']),
      // A real browser, a real Jupyter and real kernels on two busy cores: what fails is tried once more, and said so.
      slow('lab', 3, ['e2e/lab/*.test.ts'], 1)
    ]
  }
});

interface Settings {
  readonly include: string[];
  readonly exclude?: string[];
  readonly testTimeout: number;
  readonly hookTimeout?: number;
  readonly fileParallelism?: boolean;
  readonly retry?: number;
  readonly sequence?: { readonly groupOrder: number };
}

function project(name: string, settings: Settings): { test: Settings & { name: string; root: string } } {
  return { test: { name, root: import.meta.dirname, ...settings } };
}

/** One file at a time: each starts processes of its own, and two cores are soon busy. */
function slow(
  name: string,
  groupOrder: number,
  include = [`${name}/**/*.test.ts`],
  retry = 0
): { test: Settings & { name: string; root: string } } {
  const limits = { testTimeout: 120_000, hookTimeout: 300_000, fileParallelism: false };
  return project(name, { include, ...limits, retry, sequence: { groupOrder } });
}
