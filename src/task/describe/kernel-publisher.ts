/**
 * zeromq.js answers every 513th message of a publisher later, and refuses those that are sent meanwhile (`EBUSY`, src/socket.cc,
 * max_sync_operations); tslab does not wait, so each time one of its messages is lost. Without a time to wait a publisher always sends at once.
 */
export function repairPublishers(): void {
  for (const [file, module] of Object.entries(require.cache))
    if (file.includes('zeromq')) repair(Reflect.get(Object(module?.exports), 'Publisher'));
}

function repair(publisher: unknown): void {
  if (typeof publisher !== 'function') return;
  const prototype = publisher.prototype as object;
  const send: unknown = Reflect.get(prototype, 'send');
  if (typeof send !== 'function') return;
  const sendAtOnce = function (this: object, ...given: unknown[]): unknown {
    Reflect.set(this, 'sendTimeout', 0);
    return Reflect.apply(send, this, given) as unknown;
  };
  Reflect.defineProperty(prototype, 'send', { value: sendAtOnce, configurable: true });
}
