import { Worker } from 'node:worker_threads';

/** How often the owner is looked for. */
const pause = 2000;

/** Ends this process when its owner is gone, in whatever way: nobody else would. A thread of its own looks, since a cell may never come to rest. */
export function endWithOwner(owner: number): void {
  const look = `try { process.kill(${owner}, 0) } catch (error) { if (error.code === 'ESRCH') process.kill(process.pid, 'SIGKILL') }`;
  new Worker(`setInterval(() => { ${look} }, ${pause})`, { eval: true }).unref();
}
