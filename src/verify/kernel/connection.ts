import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

/** Jupyter's connection file: https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files */
export interface Connection {
  readonly transport: 'tcp';
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly signature_scheme: 'hmac-sha256';
  readonly key: string;
}

/** Chooses free ports of this machine and a secret key. */
export async function newConnection(): Promise<Connection> {
  const [shell = 0, iopub = 0, stdin = 0, control = 0, hb = 0] = await freePorts(5);
  return {
    transport: 'tcp',
    ip: '127.0.0.1',
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: hb,
    signature_scheme: 'hmac-sha256',
    key: randomBytes(32).toString('hex')
  };
}

/** Writes the connection where only this user can read it: whoever has its key can run code in the kernel. */
export function writeConnection(connection: Connection, file: string): void {
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600, flag: 'wx' });
}

/** All are held before the first is let go, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

function listen(): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
