import type { Pages } from '../page';

/** Pages of HW630 to HW639: what the JupyterLab extension says by itself; of HW650 to HW659: addresses of cards. */
export const labPages: Pages = {
  HW630: {
    title: 'Jupyter does not answer',
    meaning: 'The page could not reach the Jupyter server: it is down, is being restarted, or the network is. Runs go on without it.',
    example: 'Jupyter was stopped while a run went on.',
    fix: 'Start Jupyter again: the page asks every few seconds and shows the run as it stands then.'
  },
  HW631: {
    title: 'The login to Jupyter has expired',
    meaning: 'Jupyter no longer knows who you are, or asks for a login. Nothing is lost.',
    example: 'A page that was left open over night behind a login that lasts some hours.',
    fix: 'Log in again in another tab and go on in this one.'
  },
  HW632: {
    title: "Headwater's part of the Jupyter server is not there",
    meaning: 'The front end is installed, the server extension is not, or Jupyter was not restarted since.',
    example: 'jupyter server extension list    # headwater is missing',
    fix: 'headwater doctor    # says what is missing; then restart Jupyter'
  },
  HW634: {
    title: 'The kernel ended before it had answered',
    meaning: "A notebook's kernel was asked to take variables and was restarted, or died, meanwhile.",
    example: '"Restart kernel" while "Open here" loads a large table.',
    fix: 'Try again when the kernel is ready.'
  },
  HW635: {
    title: 'A kernel whose variables cannot be set from outside',
    meaning: 'Values can be loaded into the kernel TypeScript (Headwater) only: stock tslab has no way to take them.',
    example: '"Open here" in a notebook with the kernel TypeScript (tslab).',
    fix: 'Choose the kernel TypeScript (Headwater), which runs the same notebooks, or insert the lines that fetch the values.'
  },
  HW650: {
    title: 'No run has a card at this address',
    meaning:
      'The flow is not in this store, it has no run (with the tag that the address asks for), or none of its newest runs has a card of this step.',
    example: 'http://localhost:8888/headwater/card/Train/latest/evaluate?tag=production',
    fix: 'Look at the names; the store is the one of the folder that the address names with ?path=. Start a run, or tag one.'
  },
  HW651: {
    title: 'No address of a card',
    meaning: 'The address of a card names a flow, a run (or latest) and a step.',
    example: 'http://localhost:8888/headwater/card/Train',
    fix: 'http://localhost:8888/headwater/card/Train/latest/evaluate'
  }
};
