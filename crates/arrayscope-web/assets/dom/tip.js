/** The word beside the pointer. */

/**
 * Puts a tip where the pointer is, on the side where there is room.
 *
 * @param {HTMLElement} tip
 * @param {HTMLElement} stage that the tip is placed in
 * @param {{clientX: number, clientY: number}} event
 */
export function placeTip(tip, stage, { clientX, clientY }) {
  const box = stage.getBoundingClientRect();
  const x = clientX - box.left;
  const leftHalf = x < box.width / 2;
  tip.style.left = leftHalf ? `${x + 16}px` : 'auto';
  tip.style.right = leftHalf ? 'auto' : `${box.width - x + 16}px`;
  tip.style.top = `${Math.max(clientY - box.top - 34, 0)}px`;
}
