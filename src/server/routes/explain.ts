import { pages } from '../../explain/pages';
import type { Explanation } from '../api/explanation';
import { badRequest, json, needed, type Route } from '../call';

/** `GET explain`: what a code means. */
export const explain: Route = ({ query }) => {
  const code = needed(query, 'code');
  const page = Object.hasOwn(pages, code) ? pages[code] : undefined;
  if (page === undefined) throw badRequest(`There is no code '${code.slice(0, 50)}'.`, 'code');
  const answer: Explanation = { code, ...page };
  return json(answer);
};
