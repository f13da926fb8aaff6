import type ts from 'typescript';
import { typescript } from '../load-typescript';

/** JavaScript and its VLQ mappings to the source. */
export interface Emitted {
  readonly code: string;
  readonly map: string;
}

/** Compiles the statements that `build` makes from a cell's file: types are stripped, everything else stays. */
export function emitStatements(
  program: ts.Program,
  file: ts.SourceFile,
  build: (context: ts.TransformationContext) => readonly ts.Statement[]
): Emitted {
  const output = { code: '', map: '' };
  const write = (name: string, text: string): void => {
    if (name.endsWith('.map')) output.map = mappingsOf(text);
    else output.code = text.slice(0, text.lastIndexOf('//# sourceMappingURL='));
  };
  const before: ts.TransformerFactory<ts.SourceFile> = context => source =>
    typescript.factory.updateSourceFile(source, [...build(context)]);
  program.emit(file, write, undefined, false, { before: [before], after: [withoutExports] });
  return { code: output.code.trimEnd(), map: output.map };
}

function mappingsOf(text: string): string {
  const map: unknown = JSON.parse(text);
  return typeof map === 'object' && map !== null && 'mappings' in map && typeof map.mappings === 'string' ? map.mappings : '';
}

/** The compiler marks a module without imports by `export {}`. */
function withoutExports(): ts.Transformer<ts.SourceFile> {
  return source =>
    typescript.factory.updateSourceFile(
      source,
      source.statements.filter(statement => !typescript.isExportDeclaration(statement))
    );
}

/** Compiles one expression; what the compiler puts before it (the functions that decorators need) becomes a part of it. */
export function emitExpression(
  program: ts.Program,
  file: ts.SourceFile,
  build: (context: ts.TransformationContext) => ts.Expression
): Emitted {
  const emitted = emitStatements(program, file, context => {
    const expression = typescript.factory.createParenthesizedExpression(build(context));
    return [typescript.factory.createExpressionStatement(expression)];
  });
  const code = emitted.code.replace(/;$/, '');
  const start = code.startsWith('(') ? 0 : code.indexOf('\n(') + 1;
  if (start === 0) return { code, map: emitted.map };
  return { code: `(() => {\n${code.slice(0, start)}return (\n${code.slice(start)}\n);\n})()`, map: `;;${emitted.map}` };
}
