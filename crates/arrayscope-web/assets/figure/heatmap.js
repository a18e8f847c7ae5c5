/** The cell under an element: what readouts ask of the picture. */

export { cellAt } from './place.js';
