import { build } from './build.mjs';
import { reportAndExit } from './report.mjs';

build().catch(reportAndExit);
