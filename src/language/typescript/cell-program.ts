import type ts from 'typescript';
import { typescript } from './load-typescript';
import type { ParsedCell } from './parse-cell';

/** The cells as one compilation in memory: no libraries, no types checked. */
export function cellProgram(cells: readonly ParsedCell[]): ts.Program {
  const files = new Map(cells.map(({ file }) => [file.fileName, file]));
  return typescript.createProgram({ rootNames: [...files.keys()], options: compilerOptions(), host: memoryHost(files) });
}

/** As tslab compiles, but for modules: imports are rewritten here. */
function compilerOptions(): ts.CompilerOptions {
  return {
    target: typescript.ScriptTarget.ES2022,
    module: typescript.ModuleKind.ESNext,
    newLine: typescript.NewLineKind.LineFeed,
    experimentalDecorators: true,
    isolatedModules: true,
    removeComments: true,
    sourceMap: true,
    allowJs: true,
    outDir: '/code',
    noCheck: true,
    noLib: true,
    noResolve: true,
    types: []
  };
}

function memoryHost(files: ReadonlyMap<string, ts.SourceFile>): ts.CompilerHost {
  return {
    getSourceFile: name => files.get(name),
    fileExists: name => files.has(name),
    readFile: name => files.get(name)?.text,
    writeFile: () => undefined,
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: name => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    directoryExists: () => true,
    getDirectories: () => []
  };
}
