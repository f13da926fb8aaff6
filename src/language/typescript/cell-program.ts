import type ts from 'typescript';
import { typescript } from './load-typescript';
import type { ParsedCell } from './parse-cell';

/** Finds the compilation that a file of a cell is part of. */
export type ProgramOf = (file: ts.SourceFile) => ts.Program;

/**
 * The cells as a compilation in memory: no libraries, no types checked. Cells that were read when they stood elsewhere may share a file name:
 * then there are several.
 */
export function cellPrograms(cells: readonly ParsedCell[]): ProgramOf {
  const groups: Map<string, ts.SourceFile>[] = [];
  for (const { file } of cells) {
    const group = groups.find(each => !each.has(file.fileName));
    if (group === undefined) groups.push(new Map([[file.fileName, file]]));
    else group.set(file.fileName, file);
  }
  const programs = groups.map(files => cellProgram(files));
  return file => {
    const program = programs.find(each => each.getSourceFile(file.fileName) === file);
    if (program === undefined) throw new Error(`no compilation has ${file.fileName}`);
    return program;
  };
}

function cellProgram(files: ReadonlyMap<string, ts.SourceFile>): ts.Program {
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
