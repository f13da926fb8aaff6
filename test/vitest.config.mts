import { defineConfig } from 'vitest/config';

/** Projects by what they need: `unit` nothing, `client` a store on disk, `package` the built package, `interop` Python with metaflow, `e2e` whole runs and a browser. */
export default defineConfig({
  cacheDir: '../.cache/vite',
  test: {
    root: import.meta.dirname,
    projects: [
      {
        test: {
          name: 'unit',
          root: import.meta.dirname,
          include: ['src/**/*.test.ts'],
          testTimeout: 15_000
        }
      },
      { test: { name: 'client', root: import.meta.dirname, include: ['client/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'package', root: import.meta.dirname, include: ['check/**/*.test.ts'], testTimeout: 60_000 } },
      slow('interop'),
      slow('e2e')
    ]
  }
});

/** One file at a time: each starts processes of its own, and two cores are soon busy. */
function slow(name: string): object {
  return {
    test: {
      name,
      root: import.meta.dirname,
      include: [`${name}/**/*.test.ts`],
      testTimeout: 120_000,
      hookTimeout: 300_000,
      fileParallelism: false,
      sequence: { groupOrder: name === 'interop' ? 1 : 2 }
    }
  };
}
