import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { protocolVersion } from './protocol/wire';

/** Content of a `kernel_info_reply`. */
export function kernelInfo(packageRoot: string): Record<string, unknown> {
  const version = versionIn(join(packageRoot, 'package.json'));
  const compiler = createRequire(require.resolve('tslab/dist/converter.js')).resolve('@tslab/typescript-for-tslab/package.json');
  const typescript = versionIn(compiler);
  return {
    status: 'ok',
    protocol_version: protocolVersion,
    implementation: 'headwater',
    implementation_version: version,
    language_info: {
      name: 'typescript',
      version: typescript,
      mimetype: 'text/typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      nbconvert_exporter: 'script',
      codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true }
    },
    banner: `Headwater ${version}: TypeScript ${typescript}, Node.js ${process.versions.node}`,
    debugger: false,
    help_links: []
  };
}

function versionIn(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
