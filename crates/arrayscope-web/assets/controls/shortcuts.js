/** Listens to the keys of the table and does what they mean, on whichever axis was focused last. */

import { focusedAxis } from '../state/axes.js';
import { movedTo, shortcutOf } from './keyboard.js';
import { selectionOf } from '../state/selection.js';

/**
 * @param {import('../state/store.js').Store} store
 * @param {object} actions
 * @param {{help: () => void, limits: HTMLSelectElement, show: HTMLSelectElement}} parts
 */
export function connectKeyboard(store, actions, { help, limits, show }) {
  document.addEventListener('keydown', (event) => {
    const state = store.get();
    const shortcut = event.defaultPrevented ? null : shortcutOf(event, focusOf(event.target));
    if (shortcut === null) {
      return;
    }
    if (shortcut.action === 'help') {
      event.preventDefault();
      help();
      return;
    }
    const selection = selectionOf(state);
    if (selection === null) {
      return;
    }
    const { shape } = state.geometry;
    const axis = focusedAxis(state.axis, selection, shape);
    const done = {
      focus: () => focusSlider(Number(event.key), shape.length),
      play: () => axis !== null && actions.togglePlay(axis),
      stop: () => (state.playing !== null ? actions.stopPlaying() : state.view.region !== null && actions.clearRegion()),
      rows: () => axis !== null && shape.length > 1 && actions.showAxis('rows', axis),
      columns: () => axis !== null && shape.length > 1 && actions.showAxis('columns', axis),
      swap: () => actions.swapAxes(),
      limits: () => nextOption(limits),
      show: () => show.options.length > 0 && nextOption(show),
      flip: () => actions.flip(shortcut.side),
      all: () => actions.look(null),
      way: () => actions.nextWay(),
      other: () => actions.showOther(),
      place: () => actions.goToPlace(shortcut.of),
      lines: () => actions.toggleLines(),
      region: () => {
        actions.toggleRegion();
        focusShown('#region .region-field:not([hidden]) input');
      },
      elements: () => {
        // A table that goes away leaves the focus to its button.
        const next = event.target.closest?.('#elements') ? '#tool-elements' : '#elements-table';
        actions.toggleElements();
        focusShown(next);
      },
    }[shortcut.action] ?? (() => axis !== null && actions.setIndex(axis, movedTo(shortcut, selection.at[axis], shape[axis])));
    if (done() !== false) {
      event.preventDefault();
    }
  });
  document.addEventListener('focusin', ({ target }) => {
    const axis = target.closest?.('li.axis')?.dataset.axis;
    if (axis !== undefined && store.get().axis !== Number(axis)) {
      store.set({ axis: Number(axis) });
    }
  });
}

/** @returns {import('./keyboard.js').Focus} */
function focusOf(element) {
  if (document.querySelector('dialog[open]') !== null) {
    return 'dialog';
  }
  if (element.matches?.('input[type="range"]')) {
    return 'slider';
  }
  if (element.matches?.('button, summary, a, input[type="checkbox"], input[type="radio"], input[type="file"]')) {
    return 'button';
  }
  if (element.isContentEditable || element.matches?.('input, select, textarea')) {
    return 'field';
  }
  return element.closest?.('[tabindex="0"]') === null ? 'page' : 'scroller';
}

/** What keys have opened is used by keys: the bounds of a region, the table of elements. */
function focusShown(selector) {
  document.querySelector(selector)?.focus({ preventScroll: true });
}

function focusSlider(axis, ndim) {
  if (axis >= ndim) {
    return false;
  }
  const slider = document.getElementById(`axis-slider-${axis}`);
  slider?.focus();
  slider?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** The option after the one that is chosen, the first after the last. */
function nextOption(select) {
  const options = [...select.options].filter(({ disabled }) => !disabled);
  const next = options[(options.findIndex(({ selected }) => selected) + 1) % options.length];
  select.value = next.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}
