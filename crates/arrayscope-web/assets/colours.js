/** Everything about colour, from one place: maps, scales, limits, marks of what is not finite, lines of channels. */

export { channelStyle } from './colours/channels.js';
export { fewValues, mapInUse, STEPS } from './colours/discrete.js';
export { LIMITS, chooseLimits, clippedText, colourLimits } from './colours/limits.js';
export {
  COLOUR_MAPS, DEFAULT_COLOUR_MAP, MOST_STEPS, TABLE_LENGTH, colourMap, colourOf, colourTable, pixelOf,
} from './colours/maps.js';
export { FINITE, MARKS, markOf } from './colours/marks.js';
export { SCALES, scaleOf, ticksOf } from './colours/scales.js';
