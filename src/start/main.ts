#!/usr/bin/env node
import { join } from 'node:path';
import { canLoadModules, loadModule } from './bytecode';

/** What `main.js` of every built program is: it runs the `program.js` beside it. */
const program = join(__dirname, 'program.js');

if (canLoadModules) {
  const { save } = loadModule(program);
  process.on('exit', save);
} else {
  require(program);
}
