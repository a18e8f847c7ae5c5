/** Takes the numbers of the statistics panel elsewhere: CSV, `.npy`, and lines that give the same. */

import { fetchText, statisticsFile } from '../server/api.js';
import { make, setText } from '../dom/elements.js';
import { numpyLines, pythonStatistics, shellStatistics } from '../text/statistics.js';

/**
 * @param {HTMLElement} box where the buttons stand
 * @param {() => import('../types.js').State} now
 * @returns {() => void} to be called when what is shown has changed
 */
export function buildCopies(box, now) {
  const said = make('span.hint', { role: 'status' });
  const shown = make('pre.lines', { id: 'statistics-lines', hidden: true, tabindex: '0' });
  const npy = make('a.button', { id: 'statistics-npy', download: true }, 'Save .npy');
  const copy = async (name, text) => {
    try {
      await navigator.clipboard.writeText(await text());
      setText(said, `${name} copied`);
    } catch {
      // Without a secure context, or without leave, there is no clipboard.
      setText(said, `the browser gives no clipboard: select and copy ${name} by hand`);
    }
  };
  const line = (id, label, write) => make('button', {
    type: 'button',
    id,
    onclick: () => {
      const text = write(questionOf(now()));
      setText(shown, text);
      shown.hidden = false;
      copy(label, () => text);
    },
  }, label);
  box.append(
    make('button', {
      type: 'button', id: 'statistics-csv', onclick: () => copy('CSV', () => fetchText(fileOf(now(), 'csv'))),
    }, 'Copy CSV'),
    npy,
    line('statistics-as-numpy', 'NumPy', numpyLines),
    line('statistics-as-python', 'Python', pythonStatistics),
    line('statistics-as-shell', 'Shell', shellStatistics),
    said,
    shown,
  );
  return () => {
    npy.href = fileOf(now(), 'npy');
    shown.hidden = true;
    setText(said, '');
  };
}

function fileOf({ geometry, view }, ending) {
  return statisticsFile(geometry.id, { axis: view.along, along: view.reduce === 'along', statistic: view.statistic }, ending);
}

function questionOf({ geometry, view, summary }) {
  const odd = ['nan', 'pos_inf', 'neg_inf'].reduce((sum, name) => sum + Number(summary?.[name] ?? 0), 0);
  return {
    named: geometry.named,
    format: geometry.format,
    ndim: geometry.ndim,
    axis: view.along,
    along: view.reduce === 'along',
    statistic: view.statistic,
    finite: odd === 0,
  };
}
