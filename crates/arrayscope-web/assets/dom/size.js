/**
 * How large elements are, known without asking for their layout: who asks in the middle of a step of a slider makes the
 * browser lay out the page twice.
 */

const known = new WeakMap();

const measure = ({ clientWidth: width, clientHeight: height }) => ({ width, height });

// Told right after a layout, when asking costs nothing.
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    known.set(target, measure(target));
  }
});

/**
 * @param {Element} element
 * @returns {{width: number, height: number}} CSS pixels inside of its borders, as of the last layout
 */
export function sizeOf(element) {
  if (!known.has(element)) {
    known.set(element, measure(element));
    observer.observe(element);
  }
  return known.get(element);
}
