import { build } from './build.mjs';
import { buildLab } from './lab-build.mjs';
import { reportAndExit } from './report.mjs';

build().then(buildLab).catch(reportAndExit);
