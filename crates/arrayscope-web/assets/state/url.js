/** The URL follows the view. */

import { writeView } from './query.js';
import { namedView } from './sources.js';

/** Browsers refuse more than about 200 changes of the URL in ten seconds. */
const URL_PAUSE_MILLIS = 120;

/** @param {import('./store.js').Store} store */
export function keepUrl(store) {
  let timer = null;
  let written = location.search;
  const write = () => {
    timer = null;
    const { view, arrays } = store.get();
    const query = writeView(namedView(view, arrays));
    if (query !== written) {
      written = query;
      history.replaceState(null, '', `${location.pathname}${query}`);
      timer = setTimeout(write, URL_PAUSE_MILLIS);
    }
  };
  store.watch((state) => [state.view, state.arrays], () => {
    if (timer === null && store.get().arrays.length > 0) {
      write();
    }
  });
}
