import { comparePages } from './pages/compare';
import { cardPages } from './pages/cards';
import { filePages } from './pages/files';
import { graphPages } from './pages/graph';
import { kernelPages } from './pages/kernel';
import { kernelCommPages } from './pages/kernel-comm';
import { labPages } from './pages/lab';
import { languagePages } from './pages/language';
import { notebookPages } from './pages/notebook';
import { observedPages } from './pages/observed';
import { resumePages } from './pages/resume';
import { runPages } from './pages/run';
import { storePages } from './pages/store';
import { serverPages } from './pages/server';
import { tableFilePages } from './pages/table-files';
import { usagePages } from './pages/usage';
import { valuePages } from './pages/values';
import { verifyPages } from './pages/verify';
import type { Pages } from './page';

/** The documentation page of every code of this package; a test compares it with the codes that the sources use. */
export const pages: Pages = {
  ...notebookPages,
  ...languagePages,
  ...kernelPages,
  ...kernelCommPages,
  ...labPages,
  ...graphPages,
  ...observedPages,
  ...runPages,
  ...valuePages,
  ...filePages,
  ...storePages,
  ...usagePages,
  ...serverPages,
  ...verifyPages,
  ...resumePages,
  ...cardPages,
  ...tableFilePages,
  ...comparePages
};
