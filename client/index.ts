export type {
  Artifacts,
  ClientOptions,
  Code as CodePackage,
  Data,
  LazyList,
  MetadataItem,
  RunFilter,
  RunReference,
  RunStatus,
  TaskOptions,
  Untyped
} from './api';
export { card, type StepCard } from './cards/card';
export type { Card } from './cards/stored-card';
export { Columns, Section, Tabs } from './cards/layout-components';
export { ConfusionMatrix } from './cards/confusion-component';
export { EventsTimeline, ProgressBar, ValueBox, ValueBox as Value } from './cards/number-components';
export { Gallery, Image, VegaChart } from './cards/picture-components';
export { Table } from './cards/table-component';
export { Code, Html, JSONViewer, JSONViewer as Json, Markdown } from './cards/text-components';
export { foreach } from './foreach';
export { defaultNamespace, getNamespace, namespace } from './namespace';
export { Artifact, Flow, Metaflow, Run, Step, Task } from './open';
export { exportRows, readArrow, readParquet, writeParquet } from './table-files';
export { HeadwaterError } from '../src/errors';
export { compare, type CompareOptions } from './compare/compare';
export type { Comparison } from './compare/comparison';
export { newestPassing } from './compare/newest-passing';
