/**
 * The cross-section on display as a line for the shell and as lines of Python. Pure: names come from files and may
 * hold anything, and a line that is pasted must mean what the page shows and nothing else.
 */

import { slicesOf } from '../state/axes.js';
import { DEFAULT_SEEN, sliceText } from '../state/seen.js';

/** @typedef {import('../types.js').Selection} Selection */
/** @typedef {Partial<import('../types.js').View>} Seen ranges and directions of a view */

/**
 * @typedef {{sample: number, seed: number}|{file: string, member: string|null, index: string|null}} Named the parts of
 *   an address
 * @typedef {{colormap: string|null, limits: [number, number]|null}} Colours null for what the command does unasked
 */

/** What the command calls its colour maps; another one is left to its default. */
const COMMAND_MAPS = ['viridis', 'cividis', 'magma', 'greys', 'blue-red', 'twilight'];

/**
 * A word of a POSIX shell, quoted where it has to be.
 *
 * @param {string} text
 * @returns {string}
 */
export function shellWord(text) {
  // A leading = means something to zsh, a leading ~ to all.
  if (/^[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:@%+,=-]*$/.test(text)) {
    return text;
  }
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A string of Python: JSON's escapes are Python's too.
 *
 * @param {string} text
 * @returns {string}
 */
export const pythonString = (text) => JSON.stringify(text);

/**
 * @param {Named} named
 * @returns {string} the address as the command takes it
 */
export function commandAddress(named) {
  if ('sample' in named) {
    return sampleFile(named);
  }
  const { file, member, index } = named;
  const address = `${file}${member === null ? '' : `::${member}`}${index === null ? '' : `[${index}]`}`;
  // A name that begins with a dash would be taken for a flag.
  return address.startsWith('-') ? `./${address}` : address;
}

/**
 * The arguments that make `arrayscope slice` show the same two axes at the same index.
 *
 * @param {Selection} selection
 * @returns {string[]}
 */
export function sliceArguments({ rows, columns, at, part }) {
  const words = [];
  if (rows !== null) {
    words.push('--rows', String(rows));
  }
  if (columns !== null) {
    words.push('--cols', String(columns));
  }
  const fixed = hiddenAxes({ rows, columns, at }).map(([axis, index]) => `${axis}=${index}`);
  if (fixed.length > 0) {
    words.push('--at', fixed.join(','));
  }
  if (part !== undefined) {
    words.push('--part', part);
  }
  return words;
}

/**
 * @param {Named} named
 * @param {Selection} selection
 * @param {Colours} colours
 * @param {Seen} [seen]
 * @returns {string} a line for the shell
 */
export function shellLine(named, selection, { colormap, limits }, seen = DEFAULT_SEEN) {
  const words = ['arrayscope', 'slice', ...partWords(named, selection, seen)];
  if (colormap !== null && COMMAND_MAPS.includes(colormap)) {
    words.push('--colormap', colormap);
  }
  if (limits !== null) {
    words.push('--limits', limits.join(','));
  }
  const line = words.map(shellWord).join(' ');
  return 'sample' in named ? `${sampleArguments(named).map(shellWord).join(' ')} && ${line}` : line;
}

/**
 * @param {Named} named
 * @param {string} format of the file
 * @param {Selection} selection
 * @param {Seen} [seen]
 * @returns {string} lines of Python after which `s` is the cross-section
 */
export function pythonLines(named, format, selection, seen = DEFAULT_SEEN) {
  const load = numpyLoad(named, format);
  const cut = isWhole(seen) ? '' : `[${sliceText(seen.row_range, seen.flip.rows)}, ${sliceText(seen.column_range, seen.flip.columns)}]`;
  if (load === null) {
    return throughTheCommand(named, selection, cut);
  }
  const { rows, columns } = selection;
  const fixed = hiddenAxes(selection).map(([axis, index]) => `${axis}: ${index}`);
  const given = [
    'a',
    ...(fixed.length > 0 ? [`{${fixed.join(', ')}}`] : []),
    ...(rows === null ? [] : [`rows=${rows}`]),
    ...(columns === null ? [] : [`columns=${columns}`]),
  ];
  const make = 'sample' in named ? [run(sampleArguments(named).slice(1))] : [];
  return [
    ...(make.length > 0 ? ['import subprocess, sys'] : []),
    'import arrayscope, numpy as np',
    '',
    ...make,
    `a = ${load}`,
    `s = ${selection.channel === undefined ? partOf(`arrayscope.extract_slice(${given.join(', ')})${cut}`, selection.part) : `${colours(selection)}${cut}`}`,
    '',
  ].join('\n');
}

/** Whether a view shows all of a cross-section, forwards. */
const isWhole = ({ row_range: rows, column_range: columns, flip }) => rows === null && columns === null && !flip.rows && !flip.columns;

/**
 * Whether a line for the shell can say what is seen: as the index of its address, of which there is one.
 *
 * @param {Named} named
 * @param {Seen} seen
 * @returns {boolean}
 */
export const carriesSeen = (named, seen) => isWhole(seen) || (named.index ?? null) === null;

/** The address and the flags: of a part of the cross-section the index says everything but which axis runs down. */
function partWords(named, selection, seen) {
  if (isWhole(seen) || !carriesSeen(named, seen)) {
    return [commandAddress(named), ...sliceArguments(selection)];
  }
  const { rows, columns, channel, part } = selection;
  const shown = [rows, columns, channel].filter((axis) => axis !== null && axis !== undefined).sort((one, other) => one - other);
  const slices = slicesOf(selection, seen);
  const place = (axis) => (axis === null || axis === undefined ? axis : shown.indexOf(axis));
  const left = { ...selection, part, rows: place(rows), columns: place(columns), at: shown.map((axis) => selection.at[axis]) };
  if (channel !== undefined) {
    left.channel = place(channel);
  }
  return [`${commandAddress(named)}[${slices.join(', ')}]`, ...sliceArguments(left)];
}

/** One part of complex numbers, as NumPy has it. */
function partOf(text, part) {
  return { phase: `np.angle(${text})`, real: `${text}.real`, imaginary: `${text}.imag` }[part] ?? text;
}

/** Rows, columns and colours, in this order. */
function colours({ rows, columns, channel, at }) {
  const shown = [rows, columns, channel];
  const index = at.map((place, axis) => (shown.includes(axis) ? ':' : String(place)));
  const order = shown.map((axis) => shown.filter((other) => other < axis).length);
  const turned = order.join() === '0,1,2' ? '' : `.transpose(${order.join(', ')})`;
  return `a[${index.join(', ')}]${turned}`;
}

/** Axes that are not shown, each with its index. */
function hiddenAxes({ rows, columns, at }) {
  return at.map((index, axis) => [axis, index]).filter(([axis]) => axis !== rows && axis !== columns);
}

/** How NumPy reads it; null where NumPy does not, or where `::` could be part of a name or stand between two. */
function numpyLoad(named, format) {
  if ('sample' in named) {
    return `np.load(${pythonString(sampleFile(named))})`;
  }
  const { file, member, index } = named;
  if ((format !== 'npy' && format !== 'npz') || member?.includes('::')) {
    return null;
  }
  const part = member === null ? '' : `[${pythonString(member)}]`;
  return `np.load(${pythonString(file)})${part}${index === null ? '' : `[${index.replaceAll('newaxis', 'np.newaxis')}]`}`;
}

/** What only arrayscope reads, it reads itself; the slice comes back as a file. */
function throughTheCommand(named, selection, cut) {
  const words = ['slice', commandAddress(named), ...sliceArguments(selection), '-o', 'slice.npy'];
  return ['import subprocess, sys', 'import numpy as np', '', run(words), `s = np.load("slice.npy")${cut}`, ''].join('\n');
}

/** A line of Python that runs the command that came with the module. */
function run(words) {
  return `subprocess.run([sys.executable, "-m", "arrayscope", ${words.map(pythonString).join(', ')}], check=True)`;
}

const sampleFile = ({ sample }) => `sample-${sample}d.npy`;

function sampleArguments(named) {
  const seed = named.seed === 0 ? [] : ['--seed', String(named.seed)];
  return ['arrayscope', 'sample', String(named.sample), ...seed, '-o', sampleFile(named)];
}
