/** Elements without markup strings: text is always text, and the policy against inline code holds by construction. */

/**
 * @param {string} tag a name, with classes after dots: `div.card.wide`
 * @param {Record<string, unknown>} [attributes] strings become attributes, `true` an empty one, `false` and null none;
 *   functions become listeners (`onclick`), and `value`, `checked`, `disabled` are set as properties
 * @param {...(Node|string|number|null|undefined|(Node|string)[])} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) {
    element.className = classes.join(' ');
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(key.replace(/^on/, ''), value);
    } else if (key === 'value' || key === 'checked' || key === 'disabled') {
      element[key] = value;
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined).map(asNode));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A 16 × 16 drawing made of one path.
 *
 * @param {string} path
 * @param {string} [className]
 * @returns {SVGElement}
 */
export function icon(path, className = 'icon') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** Replaces what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined).map(asNode));
}

/** Sets text only when it differs, so that screen readers are not told the same twice. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function asNode(child) {
  return child instanceof Node ? child : document.createTextNode(String(child));
}

const kept = new WeakMap();

/**
 * The parts of a panel, built on its first drawing and kept with its element.
 *
 * @template Parts
 * @param {HTMLElement} element
 * @param {(element: HTMLElement) => Parts} build
 * @returns {Parts}
 */
export function partsOf(element, build) {
  if (!kept.has(element)) {
    kept.set(element, build(element));
  }
  return kept.get(element);
}
