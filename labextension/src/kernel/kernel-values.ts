import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { UUID } from '@lumino/coreutils';

/** A variable that was set, with its type as text. */
export interface LoadedVariable {
  readonly name: string;
  readonly type: string;
}

/** A variable that was not set, and why. */
export interface SkippedVariable {
  readonly name: string;
  readonly reason: string;
}

/** What came of loading variables. */
export interface LoadedVariables {
  readonly loaded: readonly LoadedVariable[];
  readonly skipped: readonly SkippedVariable[];
}

/** What came of loading a task's inputs. */
export interface OpenedTask extends LoadedVariables {
  /** Names of functions, classes and imports that the kernel had not, and has now. */
  readonly defined: readonly string[];
  /** Ids of cells that hold what could not be defined: to be executed first. */
  readonly cells: readonly string[];
  /** Ids of setup cells whose variables the kernel has not: likewise. */
  readonly setup: readonly string[];
}

/** A value for a variable; `root`: the store's folder. */
export interface GivenVariable {
  readonly name: string;
  /** Of an artifact. */
  readonly pathspec: string;
  readonly root: string;
  /** Content key, where the value is known by it alone. */
  readonly key?: string;
}

/** What the kernel answers to a question that went wrong. */
export class KernelRefusal extends Error {
  readonly code: string;
  readonly hint: string;

  constructor({ code, message, hint }: { readonly code: string; readonly message: string; readonly hint: string }) {
    super(message);
    this.name = 'KernelRefusal';
    this.code = code;
    this.hint = hint;
  }
}

/** Whether a kernel can take variables from us: Headwater's own can. Waits until the kernel has said what it is. */
export async function canSetVariables(kernel: Kernel.IKernelConnection): Promise<boolean> {
  return (await kernel.info).implementation === 'headwater';
}

/** Makes variables of artifacts. @throws KernelRefusal */
export function setVariables(kernel: Kernel.IKernelConnection, variables: readonly GivenVariable[]): Promise<LoadedVariables> {
  return ask<LoadedVariables>(kernel, { op: 'set', variables: variables.map(each => ({ ...each })) });
}

/** Makes variables of everything that a task had read; `root`: the store's folder. @throws KernelRefusal */
export function openTask(kernel: Kernel.IKernelConnection, pathspec: string, root: string): Promise<OpenedTask> {
  return ask<OpenedTask>(kernel, { op: 'open', pathspec, root });
}

const target = 'headwater';

interface Request {
  readonly [name: string]: string | { readonly [name: string]: string }[];
}

/** One question on a comm of its own: a kernel that is busy answers when it is free. */
async function ask<T>(kernel: Kernel.IKernelConnection, request: Request): Promise<T> {
  if (!(await canSetVariables(kernel))) throw new KernelRefusal(otherKernel(kernel.name));
  const id = UUID.uuid4();
  const comm = kernel.createComm(target);
  return new Promise<T>((resolve, reject) => {
    const settle = (act: () => void): void => {
      kernel.statusChanged.disconnect(onStatus);
      if (!comm.isDisposed) comm.dispose();
      act();
    };
    const gone = (): void => settle(() => reject(new KernelRefusal(kernelGone)));
    const onStatus = (_kernel: unknown, status: KernelMessage.Status): void => {
      if (status === 'dead' || status === 'restarting' || status === 'autorestarting') gone();
    };
    kernel.statusChanged.connect(onStatus);
    comm.onClose = gone;
    comm.onMsg = ({ content: { data } }) => {
      if (data['id'] === id) settle(() => answer<T>(data, resolve, reject));
    };
    comm.open();
    comm.send({ id, ...request });
  });
}

function answer<T>(data: unknown, resolve: (value: T) => void, reject: (error: KernelRefusal) => void): void {
  const { ok, error } = data as { readonly ok: boolean; readonly error?: ConstructorParameters<typeof KernelRefusal>[0] };
  if (ok) resolve(data as T);
  else reject(new KernelRefusal(error ?? kernelGone));
}

const kernelGone = {
  code: 'HW634',
  message: 'The kernel ended or was restarted before it had answered.',
  hint: 'Try again when it is ready.'
};

function otherKernel(name: string): typeof kernelGone {
  return {
    code: 'HW635',
    message: `The kernel '${name}' does not let variables be set from outside.`,
    hint: 'Change to the kernel TypeScript (Headwater), or insert the line that fetches the value.'
  };
}
