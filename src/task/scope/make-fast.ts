/** V8 keeps an object whose accessors were replaced as a hash table, six times slower in inner loops, until it becomes a prototype. */
export function makeFast(object: object): void {
  const child: object = Object.create(object);
  Reflect.has(child, 'x');
}
