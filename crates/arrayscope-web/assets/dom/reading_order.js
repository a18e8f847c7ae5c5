/**
 * In a narrow window the controls stand under the picture and errors above everything: there they also stand in the
 * document, so that Tab and screen readers go the way that the eye goes.
 */

/** As in the style sheet. */
const NARROW = '(max-width: 820px)';

/** @param {Document} page */
export function keepReadingOrder(page) {
  const [errors, controls, picture, sidebar, main] = ['#error-panel', '#controls-panel', '#cross-section-panel', '.sidebar', 'main']
    .map((selector) => page.querySelector(selector));
  const narrow = window.matchMedia(NARROW);
  const arrange = () => {
    const focused = page.activeElement;
    if (narrow.matches) {
      sidebar.before(errors);
      picture.after(controls);
    } else {
      main.prepend(errors);
      sidebar.append(controls);
    }
    // What is moved loses the focus.
    if (focused !== page.activeElement) {
      focused?.focus({ preventScroll: true });
    }
  };
  narrow.addEventListener('change', arrange);
  if (narrow.matches) {
    arrange();
  }
}
