/** Copy and save: what is on display as a link, a line for the shell, lines of Python, or a file. */

import { exportPath, fetchFile } from '../server/api.js';
import { carriesSeen, pythonLines, shellLine } from '../text/commands.js';
import { make, partsOf, setText } from '../dom/elements.js';
import { ownSelectionOf, selectionOf } from '../state/selection.js';
import { writeView } from '../state/query.js';
import { writeSeen } from '../state/seen.js';
import { otherOf, sourceOf } from '../model/compare.js';
import { namedView } from '../state/sources.js';
import { paintedColours } from './export_colours.js';

/** @typedef {import('../types.js').State} State */

const COPIES = [
  { id: 'copy-link', title: 'Link', hint: 'opens this view again', text: linkOf, done: 'link copied' },
  { id: 'copy-shell', title: 'Shell line', hint: 'arrayscope slice …', text: shellOf, done: 'shell line copied', lacks: shellLacks },
  { id: 'copy-python', title: 'Python', hint: 'the same numbers as an array', text: pythonOf, done: 'Python copied' },
];
const SAVES = [
  { id: 'save-npy', ending: 'npy', title: '.npy', hint: 'every element, its own dtype' },
  { id: 'save-csv', ending: 'csv', title: 'CSV', hint: 'every element as text' },
  { id: 'save-png', ending: 'png', title: 'PNG', hint: 'one pixel per element, these colours' },
  { id: 'save-report', ending: 'html', title: 'Report', hint: 'everything, as one HTML file' },
];

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderExport(state, element, actions) {
  const parts = partsOf(element, (panel) => build(panel, actions));
  parts.state = state;
  element.hidden = state.geometry === null || state.frameFailure?.id === state.view.array;
  if (parts.shown !== pictureOf(state)) {
    parts.shown = pictureOf(state);
    parts.forget();
  }
}

function pictureOf({ view, geometry }) {
  return JSON.stringify([geometry?.id, view]);
}

function linkOf({ view, asked = view, arrays }) {
  return `${location.origin}${location.pathname}${writeView(namedView(asked, arrays))}`;
}

/** Those of a difference mean nothing for one of the two. */
const NO_COLOURS = { colormap: null, limits: null };

function shellOf(state) {
  const { named } = state.geometry;
  return named === null ? null : shellLine(named, ownSelectionOf(state), state.frame?.from === undefined ? paintedColours(state).command : NO_COLOURS, state.view);
}

/** A file is of the picture's array: of the difference where that is painted. */
const idOf = ({ frame, geometry }) => (frame?.from === undefined ? geometry.id : sourceOf(frame));

const aloneText = (state) => (otherOf(state) === null ? '' : ', of A alone: the link has both');

/** What a line of the command cannot say. */
function shellLacks({ geometry: { named }, view }) {
  return named === null || carriesSeen(named, view) ? '' : ', of the whole cross-section: an address has one index';
}

function pythonOf(state) {
  const { named, format } = state.geometry;
  return named === null ? null : pythonLines(named, format, ownSelectionOf(state), state.view);
}

function build(element, actions) {
  const status = make('span.panel-note', { id: 'export-status', role: 'status' });
  const manual = make('textarea', { id: 'export-text', readonly: true, rows: '4', spellcheck: 'false', 'aria-label': 'Text to copy' });
  manual.hidden = true;
  const parts = {
    state: null,
    shown: null,
    forget() {
      setText(status, '');
      manual.hidden = true;
    },
  };
  const say = (text) => setText(status, text);

  async function copy({ text, done, lacks = () => '' }) {
    const { geometry } = parts.state;
    const selection = selectionOf(parts.state);
    if (selection === null) {
      return;
    }
    const copied = text(parts.state);
    manual.hidden = true;
    if (copied === null) {
      say('the name has characters that cannot be typed: no line can be copied');
      return;
    }
    try {
      await navigator.clipboard.writeText(copied);
      const where = text === linkOf || !('file' in (geometry.named ?? {})) ? '' : ', to be run in the folder of the file';
      const plain = text === shellOf && selection.channel !== undefined ? '; it shows one channel, not the colours' : '';
      say(`${done}${where}${plain}${lacks(parts.state)}${text === linkOf ? '' : aloneText(parts.state)}`);
    } catch {
      // Without a secure context, or without leave, there is no clipboard.
      manual.value = copied;
      manual.hidden = false;
      manual.focus();
      manual.select();
      say('the browser gives no clipboard: the text is selected, copy it from here');
    }
  }

  async function save({ ending }) {
    const selection = selectionOf(parts.state);
    if (selection === null) {
      return;
    }
    manual.hidden = true;
    say('the file is being made…');
    try {
      const colours = ['png', 'html'].includes(ending) ? paintedColours(parts.state).query : '';
      const { name, blob } = await fetchFile(exportPath(idOf(parts.state), ending, selection, colours, writeSeen(parts.state.view)));
      saveAs(name, blob);
      say(`saved ${name}${idOf(parts.state) === parts.state.geometry.id ? aloneText(parts.state) : ', the difference'}`);
    } catch (error) {
      say('');
      actions.fail(error);
    }
  }

  element.append(
    menu('copy-menu', 'Copy', COPIES, copy),
    menu('save-menu', 'Save', SAVES, save),
    make('div.export-told', {}, status, manual),
  );
  return parts;
}

/** Hands a file to the browser; fetched before, so that a refusal is told on the page. */
function saveAs(name, blob) {
  const link = make('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  // The browser has taken the file by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

/** A disclosure: it closes when something was chosen, when the focus leaves it, and on Escape. */
function menu(id, title, choices, choose) {
  const items = choices.map((choice) => make('button.menu-item', { type: 'button', id: choice.id, onclick: () => {
    close();
    choose(choice);
  } }, make('span', {}, choice.title), make('span.hint', {}, choice.hint)));
  const summary = make('summary', {}, title);
  const details = make('details.menu', { id }, summary, make('div.menu-items', {}, ...items));
  function close() {
    details.open = false;
  }
  details.addEventListener('focusout', ({ relatedTarget }) => {
    if (!details.contains(relatedTarget)) {
      close();
    }
  });
  details.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && details.open) {
      event.stopPropagation();
      close();
      summary.focus();
    }
  });
  return details;
}
