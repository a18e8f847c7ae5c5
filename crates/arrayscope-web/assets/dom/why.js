/** Short explanations where the concept is. Each has under 60 words, which a test counts. */

import { setText } from './elements.js';
import { WHY } from '../text/why.js';

/**
 * Fills every `<details data-why="name">` of the page.
 *
 * @param {ParentNode} root
 */
export function explain(root) {
  for (const details of root.querySelectorAll('[data-why]')) {
    setText(details.querySelector('p'), WHY[details.dataset.why]);
  }
}
