import type { Pages } from '../page';

/** Pages of HW600 to HW602: what the JupyterLab extension asks of the kernel. */
export const kernelCommPages: Pages = {
  HW600: {
    title: 'An operation that the kernel does not know',
    meaning: 'The JupyterLab extension asked the Headwater kernel for something that this version of the kernel does not do.',
    example: "comm.send({ id: 1, op: 'fly' });",
    fix: 'Install one version of Headwater for both (`headwater doctor` names them), reload the page and restart the kernel.'
  },
  HW601: {
    title: 'A message to the kernel that is not complete',
    meaning: 'The JupyterLab extension sent the Headwater kernel a message in which something is missing or of the wrong kind.',
    example: "comm.send({ id: 1, op: 'open' });",
    fix: "comm.send({ id: 1, op: 'open', pathspec: 'Flow/run/step/task', root: '/data/.metaflow' });"
  },
  HW602: {
    title: 'The kernel failed',
    meaning: 'Something went wrong inside the kernel that has no name of its own. Variables are as they were.',
    example: 'A value whose own code throws while it is looked at.',
    fix: 'Restart the kernel; if it happens again, report it with the message.'
  }
};
