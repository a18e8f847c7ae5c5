/** What a costly cross-section reads of the file, said before it is there. */

import { setText } from '../dom/elements.js';
import { costKey, isRead } from '../model/touched.js';
import { touchedText } from '../text/touched.js';

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 */
export function renderTouched(state, element) {
  const { touched } = state;
  setText(element, touched?.key === costKey(state) ? touchedText(touched, isRead(state)) : '');
}
