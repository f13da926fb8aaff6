export type {
  Artifacts,
  ClientOptions,
  Code,
  Data,
  LazyList,
  MetadataItem,
  RunFilter,
  RunReference,
  RunStatus,
  TaskOptions,
  Untyped
} from './api';
export { foreach } from './foreach';
export { defaultNamespace, getNamespace, namespace } from './namespace';
export { Artifact, Flow, Metaflow, Run, Step, Task } from './open';
export { HeadwaterError } from '../src/errors';
export { compare, type CompareOptions } from './compare/compare';
export type { Comparison } from './compare/comparison';
