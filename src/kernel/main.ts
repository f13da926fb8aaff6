import { startKernel } from './kernel';

const [connectionFile] = process.argv.slice(2);

if (connectionFile === undefined) {
  process.stderr.write('headwater: the kernel is started by Jupyter, with the name of a connection file.\n');
  process.exitCode = 2;
} else {
  startKernel(connectionFile).catch((error: unknown) => {
    process.stderr.write(`headwater: the kernel cannot start: ${String(error)}\n`);
    process.exit(1);
  });
}
