/** The bar of the statistics that are being computed, and how long they will take. */

import { partsOf, setText } from '../dom/elements.js';
import { progressText } from '../text/progress.js';

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 */
export function renderProgress({ progress }, element) {
  const parts = partsOf(element, () => ({ bar: element.querySelector('progress'), text: element.querySelector('span') }));
  element.hidden = progress === null;
  if (progress !== null) {
    parts.bar.value = progress.total > 0 ? progress.done / progress.total : 1;
    setText(parts.text, progressText(progress));
  }
}
