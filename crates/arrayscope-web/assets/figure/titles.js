/** The names of two pictures, above each of them. */

import { setText } from '../dom/elements.js';

/**
 * What stands above the pictures: which is which.
 *
 * @param {HTMLElement[]} labels
 * @param {string[]} titles
 * @param {HTMLElement} plot
 */
export function placeTitles(labels, titles, plot) {
  const { xaxis, yaxis, xaxis3, yaxis3 } = plot._fullLayout ?? {};
  [[xaxis, yaxis], [xaxis3, yaxis3]].forEach(([across, down], place) => {
    const label = labels[place];
    label.hidden = titles[place] === undefined || across === undefined;
    if (!label.hidden) {
      setText(label, titles[place]);
      label.style.left = `${across._offset}px`;
      label.style.top = `${Math.max(down._offset - 22, 0)}px`;
      label.style.maxWidth = `${across._length}px`;
    }
  });
}
