import type { Codec } from './writes/codec';
import { openChannel } from './channel';
import { takeFingerprint } from './ambient/builtin-changes';
import { TaskLoop } from './task-loop';

/** Entry of a task's process: orders come in on descriptor 3, reports go out on 4. */
const loop = new TaskLoop(openChannel(3, 4), {
  warmUp() {
    this.loadCodec();
    require('../datastore/local-blob-store');
    takeFingerprint(new Map());
  },
  openStore(root, flow) {
    const { openBlobStore } = require('../datastore/local-blob-store') as typeof import('../datastore/local-blob-store');
    return openBlobStore(root, flow);
  },
  loadCodec(): Codec {
    const { encodeVariables } = require('../artifact/encode-variables') as typeof import('../artifact/encode-variables');
    const { decodeGroup, decodeValue } = require('../artifact/decode-value') as typeof import('../artifact/decode-value');
    return { encodeVariables, decodeGroup, decodeValue };
  }
});
loop.begin();
