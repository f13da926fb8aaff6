import { createRequire } from 'node:module';

/** Options, and functions of the compiler that tslab uses, as far as they matter here. */
interface Compiler {
  createWatchCompilerHost(files: readonly string[], options: object, ...rest: unknown[]): unknown;
  transpileModule(text: string, options: { readonly compilerOptions?: object }): { outputText: string; sourceMapText?: string };
}

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;(?:charset=[\w-]+;)?base64,([\w+/=]+)\s*$/;
const mapComment = /\n?\/\/# sourceMappingURL=.*\s*$/;

/**
 * Lets tslab's compiler write source maps: tslab compiles a cell in two passes and keeps the map of neither, so that errors name lines that
 * nobody has written. Must be called before anything of tslab is loaded.
 * @returns a function that gives the `mappings` of the text that was compiled last, from its result back to the source
 */
export function keepSourceMaps(): () => readonly string[] {
  let last: readonly string[] = [];
  replaceCompiler(({ createWatchCompilerHost, transpileModule }) => ({
    createWatchCompilerHost: (files, options, ...rest) => createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
    transpileModule: (text, options) => {
      const inline = inlineMap.exec(text)?.[1];
      const compilerOptions = { ...options.compilerOptions, sourceMap: true };
      const compiled = transpileModule(text.replace(inlineMap, ''), { ...options, compilerOptions });
      last = [compiled.sourceMapText, inline === undefined ? undefined : Buffer.from(inline, 'base64').toString('utf8')].flatMap(
        mappingsOf
      );
      return { ...compiled, outputText: compiled.outputText.replace(mapComment, '\n') };
    }
  }));
  return () => last;
}

/** The compiler's own properties cannot be set: those who load it from now on get a copy with some of them replaced. */
function replaceCompiler(replacements: (compiler: Compiler) => Compiler): void {
  const require = createRequire(createRequire(__filename).resolve('tslab/dist/converter.js'));
  const file = require.resolve('@tslab/typescript-for-tslab');
  const compiler = require(file) as Compiler;
  const replaced: PropertyDescriptorMap = {};
  for (const [name, value] of Object.entries(replacements(compiler))) replaced[name] = { value, enumerable: true };
  const copy: object = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(compiler), ...replaced });
  const module = require.cache[file];
  if (module !== undefined) module.exports = copy;
}

function mappingsOf(map: string | undefined): string[] {
  return map === undefined ? [] : [(JSON.parse(map) as { mappings: string }).mappings];
}
