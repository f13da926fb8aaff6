export { decodeGroup } from './decode-value';
