import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

const sources = ['src/**/*.ts', 'client/**/*.ts', 'labextension/src/**/*.ts', 'labextension/src/**/*.tsx'];
const projects = ['src/tsconfig.json', 'labextension/tsconfig.json', 'test/tsconfig.json'];
const all = [...sources, 'test/**/*.ts', 'test/**/*.mts'];

/** What the compiler cannot say: promises that nobody waits for, `any`, types at the borders, and a docstring on each export. */
export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.python/**',
      '.cache/**',
      'test/fixtures/**',
      'test/bench/flows/**',
      'client/examples/**',
      'labextension/headwater/**'
    ]
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: true } },
  {
    files: all,
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { project: projects, tsconfigRootDir: process.cwd() } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-syntax': ['error', asUnknownAs()],
      eqeqeq: 'error'
    }
  },
  {
    files: sources,
    plugins: { jsdoc },
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', 250],
      'jsdoc/require-jsdoc': ['error', documented()]
    }
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    rules: { eqeqeq: 'error', 'no-unused-vars': 'error', 'max-lines': ['error', 250] }
  }
);

/** A cast through `unknown` says nothing that the compiler could hold anybody to. */
function asUnknownAs() {
  return {
    selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
    message: 'Narrow the value, or write a type guard, instead of `as unknown as`.'
  };
}

function documented() {
  const kinds = ['FunctionDeclaration', 'ClassDeclaration'];
  return {
    publicOnly: true,
    enableFixer: false,
    require: Object.fromEntries(kinds.map(kind => [kind, true])),
    contexts: [
      'ExportNamedDeclaration > TSInterfaceDeclaration',
      'ExportNamedDeclaration > TSTypeAliasDeclaration',
      'ExportNamedDeclaration > VariableDeclaration'
    ]
  };
}
