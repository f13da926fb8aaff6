import type ts from 'typescript';
import { typescript } from '../load-typescript';
import { identifier } from './build';
import { sliceMappings } from './mappings';

/** JavaScript and its VLQ mappings to the source. */
export interface Emitted {
  readonly code: string;
  readonly map: string;
}

/** Makes a piece of code: the statements of a body, or an expression. */
export type Piece =
  | { readonly kind: 'body'; readonly build: (context: ts.TransformationContext) => readonly ts.Statement[] }
  | { readonly kind: 'expression'; readonly build: (context: ts.TransformationContext) => ts.Expression };

const marker = '$piece$';

/**
 * Compiles pieces that are made from a cell's file: types are stripped, everything else stays. They go through the compiler together,
 * which is several times faster than one by one, unless it puts functions of its own (for decorators) before them.
 */
export function emitPieces(program: ts.Program, file: ts.SourceFile, pieces: readonly Piece[]): Emitted[] {
  const whole = emitStatements(program, file, context => pieces.flatMap(piece => [markerStatement(), ...statementsOf(piece, context)]));
  const starts = whole.code.split('\n').flatMap((line, index) => (line === `${marker};` ? [index] : []));
  if (starts[0] !== 0 || starts.length !== pieces.length) return pieces.map(piece => emitAlone(program, file, piece));
  return pieces.map((piece, index) => {
    const [from, to] = [(starts[index] ?? 0) + 1, starts[index + 1]];
    const code = whole.code.split('\n').slice(from, to).join('\n');
    return { code: piece.kind === 'expression' ? code.replace(/;$/, '') : code, map: sliceMappings(whole.map, from, to ?? Infinity) };
  });
}

function statementsOf(piece: Piece, context: ts.TransformationContext): readonly ts.Statement[] {
  if (piece.kind === 'body') return piece.build(context);
  return [typescript.factory.createExpressionStatement(typescript.factory.createParenthesizedExpression(piece.build(context)))];
}

function markerStatement(): ts.Statement {
  return typescript.factory.createExpressionStatement(identifier(marker));
}

/** What the compiler puts before an expression becomes a part of it. */
function emitAlone(program: ts.Program, file: ts.SourceFile, piece: Piece): Emitted {
  const emitted = emitStatements(program, file, context => statementsOf(piece, context));
  if (piece.kind === 'body') return emitted;
  const code = emitted.code.replace(/;$/, '');
  const start = code.startsWith('(') ? 0 : code.indexOf('\n(') + 1;
  if (start === 0) return { code, map: emitted.map };
  return { code: `(() => {\n${code.slice(0, start)}return (\n${code.slice(start)}\n);\n})()`, map: `;;${emitted.map}` };
}

function emitStatements(
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
