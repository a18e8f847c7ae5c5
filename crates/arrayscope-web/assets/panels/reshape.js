/** Reshape: would this shape be a view or a copy of the array on display, and why, with strides before and after. */

import { fill, icon, make, partsOf, setText } from '../dom/elements.js';
import { formatBytes, formatCount, shapeText } from '../text/format.js';
import { failureBox, isFailure } from './errors.js';

const VIEW = 'M1.5 8 C4 3.5 12 3.5 14.5 8 C12 12.5 4 12.5 1.5 8 Z M8 6 A2 2 0 1 0 8 10 A2 2 0 1 0 8 6';
const COPY = 'M2 2 H10 V10 H2 Z M6 10 V14 H14 V6 H10';

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {{reshapeTo: (text: string) => void}} actions
 */
export function renderReshape({ reshape, geometry, view }, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  if (geometry === null) {
    return;
  }
  setText(parts.from, shapeText(geometry.shape));
  if (document.activeElement !== parts.input) {
    parts.input.value = view.reshape;
  }
  fill(parts.ideas, ideas(geometry).map((text) => make('button.chip', {
    type: 'button', 'data-shape': text, onclick: () => actions.reshapeTo(text),
  }, text)));
  if (view.reshape.trim() === '') {
    fill(parts.result, make('p.hint', {}, 'Type a shape; one length may be -1 and is then worked out'));
  } else if (reshape === null) {
    parts.result.setAttribute('aria-busy', 'true');
    return;
  } else {
    fill(parts.result, isFailure(reshape) ? failureBox(reshape) : answer(reshape, geometry));
  }
  parts.result.removeAttribute('aria-busy');
}

function build(element, actions) {
  const form = element.querySelector('#reshape-form');
  const input = element.querySelector('#reshape-input');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    actions.reshapeTo(input.value);
  });
  return {
    input,
    from: element.querySelector('#reshape-from'),
    ideas: element.querySelector('#reshape-ideas'),
    result: element.querySelector('#reshape-result'),
  };
}

function answer(reshape, geometry) {
  const view = reshape.kind === 'view';
  const cost = view ? 'no byte is copied; changing one changes the other' : `copies ${formatBytes(reshape.nbytes)}`;
  return [
    make('p.outcome', { 'data-outcome': reshape.kind }, make(`span.verdict.verdict-${view ? 'pass' : 'warn'}`, {},
      icon(view ? VIEW : COPY), view ? 'view' : 'copy'), cost),
    make('p', {}, reshape.because),
    make('div.table-scroll', {}, make('table', {},
      make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, ''), make('th', { scope: 'col' }, 'shape'),
        make('th', { scope: 'col' }, 'strides in bytes'))),
      make('tbody', {}, row('before', reshape.shape_before, reshape.strides_before), row('after', reshape.shape, reshape.strides)))),
    geometry.ndim > 0 || reshape.shape.length > 0 ? null : make('p.hint', {}, 'A scalar stays a scalar'),
  ];
}

function row(name, shape, strides) {
  return make('tr', {}, make('th', { scope: 'row' }, name), make('td.figures', {}, shapeText(shape)),
    make('td.figures', {}, shapeText(strides.map((stride) => formatCount(stride)))));
}

/** Shapes that are worth a try: flat, one row per index of the first axis, and one that cannot fit. */
function ideas({ ndim, shape }) {
  const list = ['-1'];
  if (ndim >= 2) {
    list.push(`${shape[0]}, -1`, `-1, ${shape.at(-1)}`);
  } else {
    list.push('1, -1');
  }
  list.push('3, 4');
  return [...new Set(list)];
}
