/** Which room may use which: section 3 of the design. The way of the data is the way of the imports. */
const root = '^src/(diagnostic|duration-text|errors|pathspec|near-names|mapped-memory|step-phase)\\.ts$';
const pure = {
  notebook: [],
  language: ['notebook'],
  graph: ['language', 'notebook'],
  run: ['graph', 'language', 'notebook', 'artifact/artifact', 'task/protocol'],
  card: [],
  comparison: ['card']
};
const edge = {
  machine: [],
  artifact: [],
  'table-file': ['artifact'],
  /** A value in a few lines: what cards show of tables and variables. */
  preview: ['artifact', 'table-file', 'datastore', 'card'],
  datastore: [],
  metadata: ['datastore', 'machine'],
  compute: ['machine'],
  task: ['compute', 'artifact', 'datastore', 'metadata', 'language/code', 'card'],
  scheduler: [
    'run',
    'graph',
    'language',
    'notebook',
    'task/protocol',
    'task/versions',
    'task/ambient/file-content',
    'machine',
    'compute',
    'artifact',
    'datastore',
    'metadata',
    'card',
    'preview',
    'start'
  ],
  /** Compares the kernel with the flow: it may use what the scheduler may, and reads what tasks describe. */
  verify: [
    'scheduler',
    'run',
    'graph',
    'language',
    'notebook',
    'compute',
    'metadata',
    'task/protocol',
    'task/describe/description',
    'task/describe/probe'
  ],
  /** What the command line and the server both show of a run that goes on. */
  progress: ['run', 'scheduler', 'metadata', 'task/protocol'],
  /** Answers what the notebook's page asks: like the command line it reads runs through the client, and leaves running them to schedulers. */
  server: [
    'progress',
    'comparison',
    'scheduler',
    'run',
    'graph',
    'language',
    'notebook',
    'task/protocol',
    'machine',
    'artifact',
    'datastore',
    'metadata',
    'card',
    'explain'
  ],
  /** Cells run in it: like the client, it stays light; what it shows and where errors point to is as in a task. */
  kernel: ['artifact', 'datastore', 'metadata', 'card', 'task/display', 'task/failure/source-map'],
  start: [],
  explain: []
};

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'src-never-imports-client', severity: 'error', from: { path: '^src/(?!(cli|kernel|server)/)' }, to: { path: '^client/' } },
    {
      name: 'client-stays-light',
      severity: 'error',
      from: { path: '^client/' },
      to: {
        path: '^src/(?!(artifact|datastore|metadata|table-file|card|preview|comparison)/|(errors|pathspec|near-names|diagnostic|duration-text)\\.ts$)'
      }
    },
    {
      name: 'client-without-compiler',
      severity: 'error',
      from: { path: '^client/' },
      to: { reachable: true, path: 'node_modules/(typescript|tslab)/' }
    },
    {
      name: 'pure-has-no-node',
      severity: 'error',
      from: { path: `^src/(${Object.keys(pure).join('|')})/` },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'labextension-reaches-the-engine-by-its-server',
      severity: 'error',
      from: { path: '^labextension/' },
      to: {
        path: '^src/(?!(notebook|graph|card|comparison)/|(errors|pathspec|near-names|diagnostic|duration-text|step-phase)\\.ts$)',
        dependencyTypesNot: ['type-only']
      }
    },
    {
      name: 'labextension-has-no-node',
      severity: 'error',
      from: { path: '^labextension/' },
      to: { dependencyTypes: ['core'] }
    },
    { name: 'nobody-imports-the-labextension', severity: 'error', from: { path: '^(src|client)/' }, to: { path: '^labextension/' } },
    { name: 'no-test-code', severity: 'error', from: { path: '^(src|client|labextension)/' }, to: { path: '^test/' } },
    { name: 'unresolved', severity: 'error', from: { path: '^(src|client|labextension)/' }, to: { couldNotResolve: true } },
    ...Object.entries({ ...pure, ...edge }).map(([room, allowed]) => arrow(room, allowed))
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|client/examples|test/fixtures)/' },

    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] }
  }
};

/** Inside the project, files of `room` use only themselves, the rooms they may use, and the root files. */
function arrow(room, allowed) {
  const open = [room, ...allowed].map(each => (each.includes('/') ? `^src/${each}\\.ts$` : `^src/${each}/`));
  // Which client a room may use has a rule of its own: src-never-imports-client.
  if (room === 'server' || room === 'kernel') open.push('^client/');
  return {
    name: `arrows-of-${room}`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^(src|client)/', pathNot: [...open, root] }
  };
}
