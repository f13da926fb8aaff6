import { join } from 'node:path';

/** Programs of this package, as they lie beside each other once built; every built program is two folders below `dist`. */
export const entries = {
  scheduler: join(__dirname, '..', 'scheduler', 'main.js'),
  task: join(__dirname, '..', 'task', 'main.js'),
  /** Behind Jupyter; its threads run the same program. */
  server: join(__dirname, '..', 'server', 'main.js'),
  /** What `task` runs. */
  taskProgram: join(__dirname, '..', 'task', 'program.js'),
  /** What `verify` loads inside a kernel. */
  probe: join(__dirname, '..', 'task', 'probe.js'),
  /** Draws charts; see `drawChart`. */
  chart: join(__dirname, '..', '..', 'chart.js'),
  /** Reads values too big to be read beside the scheduler's own work, to show a few lines of them. */
  preview: join(__dirname, '..', 'preview', 'preview-thread.js'),
  /** The TypeScript compiler, made smaller by the build. */
  compiler: join(__dirname, '..', '..', 'typescript.js')
};

/** The folder with this package's package.json. */
export const packageRoot = join(__dirname, '..', '..', '..');
