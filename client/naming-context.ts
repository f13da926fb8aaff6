import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CodeAddress, CodeContext } from '../src/artifact/artifact';

/** How the client names code that it must not run: classes come from `classes` or from the kernel's own cells, functions stay placeholders. */
export function namingContext(classes: Readonly<Record<string, object>>, folder: string): CodeContext {
  const requireFromHere = createRequire(join(folder, 'cell.js'));
  return {
    addressOf: () => null,
    resolve: address => resolveAddress(address, classes),
    compile: () => undefined,
    isAmbientName: () => false,
    arrow: () => arrowOf(requireFromHere),
    privateFields: () => null
  };
}

/** A cell's `x instanceof Table` must hold, so its own apache-arrow comes first. */
function arrowOf(requireFromHere: NodeJS.Require): typeof import('apache-arrow') {
  try {
    return requireFromHere('apache-arrow') as typeof import('apache-arrow');
  } catch {
    return require('apache-arrow') as typeof import('apache-arrow');
  }
}

function resolveAddress(address: CodeAddress, classes: Readonly<Record<string, object>>): object | undefined {
  switch (address.kind) {
    case 'builtin':
      return follow(globalThis, address.path);
    case 'module':
      return undefined;
    case 'definition': {
      const found = own(classes, address.name) ?? own(kernelExports(), address.name);
      const target = follow(found, address.path);
      return typeof target === 'function' ? target : undefined;
    }
  }
}

/** What the cells of a tslab kernel define. */
function kernelExports(): unknown {
  return follow(globalThis, ['__tslab__', 'exports']);
}

function follow(start: unknown, path: readonly string[]): object | undefined {
  let at = start;
  for (const name of path) at = property(at, name);
  return isObject(at) ? at : undefined;
}

function own(holder: unknown, name: string): unknown {
  return isObject(holder) && Object.hasOwn(holder, name) ? property(holder, name) : undefined;
}

function property(holder: unknown, name: string): unknown {
  return isObject(holder) ? (Reflect.get(holder, name) as unknown) : undefined;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
