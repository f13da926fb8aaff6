import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Workspace } from '../workspace';

/** Writes a notebook with an output in each cell, as somebody else would send it. `outputs`: by mime type. */
export function writeOutputs(place: Workspace, name: string, outputs: readonly object[]): void {
  const file = place.notebook(
    name,
    outputs.map((_, at) => ({ source: `// output ${at}` }))
  );
  const notebook = JSON.parse(readFileSync(file, 'utf8')) as { cells: { outputs: unknown[]; execution_count: number }[] };
  outputs.forEach((data, at) => {
    const cell = notebook.cells[at];
    if (cell !== undefined) cell.outputs = [{ output_type: 'execute_result', execution_count: 1, metadata: {}, data }];
  });
  writeFileSync(path.join(place.folder, name), JSON.stringify(notebook));
}
