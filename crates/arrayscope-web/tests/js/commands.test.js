import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { carriesSeen, commandAddress, pythonLines, pythonString, shellLine, shellWord } from '../../assets/text/commands.js';

const PLAIN = { colormap: null, limits: null };
const IMAGE = { rows: 1, columns: 2, at: [5, 9, 9, 1] };
const file = (name, member = null, index = null) => ({ file: name, member, index });

/** Names that a shell, an option parser or a quote could take for something else. */
const HOSTILE = [
  'a b.npy', "it's.npy", '"quoted".npy', '$(touch x).npy', '`id`.npy', '-rf.npy', '--rows', '~.npy', '=ls.npy', '*.npy',
  'a;b&c|d.npy', 'a\\b.npy', '!x.npy', '#x.npy', 'a::b[0].npy', 'температура.npy', '', 'a\'"\'b', '{a,b}.npy', '%PATH%',
];

test('a plain name stays as it is', () => {
  assert.equal(shellLine(file('batch.npy'), IMAGE, PLAIN), 'arrayscope slice batch.npy --rows 1 --cols 2 --at 0=5,3=1');
});

test('member and index are part of the address', () => {
  const line = shellLine(file('run.npz', 'x train', '3, ..., ::2'), { rows: 1, columns: 0, at: [0, 0] }, PLAIN);
  assert.equal(line, "arrayscope slice 'run.npz::x train[3, ..., ::2]' --rows 1 --cols 0");
});

test('colours that are not the usual ones are told', () => {
  const line = shellLine(file('a.npy'), { rows: null, columns: 0, at: [3] }, { colormap: 'magma', limits: [-1, 2.5] });
  assert.equal(line, 'arrayscope slice a.npy --cols 0 --colormap magma --limits -1,2.5');
  assert.ok(!shellLine(file('a.npy'), IMAGE, { colormap: 'unheard-of', limits: null }).includes('colormap'));
});

test('a shell reads every name back as it was', { skip: process.platform === 'win32' }, () => {
  for (const name of HOSTILE) {
    const said = execFileSync('sh', ['-c', `printf '%s' ${shellWord(name)}`], { encoding: 'utf8' });
    assert.equal(said, name);
  }
});

test('a name never becomes a flag', () => {
  assert.equal(commandAddress(file('-rf.npy')), './-rf.npy');
  assert.equal(commandAddress(file('a.npz', '-x')), 'a.npz::-x');
});

test('a sample is written first', () => {
  assert.equal(
    shellLine({ sample: 4, seed: 7 }, IMAGE, PLAIN),
    'arrayscope sample 4 --seed 7 -o sample-4d.npy && arrayscope slice sample-4d.npy --rows 1 --cols 2 --at 0=5,3=1',
  );
  assert.match(shellLine({ sample: 0, seed: 0 }, { rows: null, columns: null, at: [] }, PLAIN), /slice sample-0d\.npy$/);
});

test('Python takes the axes and the index as keywords', () => {
  assert.equal(
    pythonLines(file('run.npz', 'x', '2:'), 'npz', IMAGE),
    'import arrayscope, numpy as np\n\na = np.load("run.npz")["x"][2:]\n'
      + 's = arrayscope.extract_slice(a, {0: 5, 3: 1}, rows=1, columns=2)\n',
  );
  assert.match(pythonLines(file('a.npy', null, 'newaxis, 3'), 'npy', IMAGE), /\[np\.newaxis, 3\]/);
  assert.match(pythonLines(file('a.npy'), 'npy', { rows: null, columns: 0, at: [4] }), /extract_slice\(a, columns=0\)/);
});

test('what NumPy does not read goes through the command', () => {
  const lines = pythonLines(file('my "table".csv'), 'csv', { rows: 0, columns: 1, at: [0, 0] });
  assert.ok(lines.includes('"-m", "arrayscope", "slice", "my \\"table\\".csv", "--rows", "0", "--cols", "1", "-o", "slice.npy"]'));
  assert.ok(lines.endsWith('s = np.load("slice.npy")\n'));
  assert.ok(pythonLines(file('a.npz', 'x::y'), 'npz', IMAGE).includes('"a.npz::x::y"'));
});

test('a part that is seen backwards is an index of the address, or of what Python reads', () => {
  const seen = { row_range: [10, 50], column_range: null, flip: { rows: true, columns: false } };
  assert.equal(shellLine(file('a.npy'), IMAGE, PLAIN, seen), "arrayscope slice 'a.npy[5, 49:9:-1, :, 1]' --rows 0 --cols 1");
  assert.equal(shellLine(file('a.npy'), { rows: 2, columns: 1, at: [5, 9, 9, 1] }, PLAIN, seen), "arrayscope slice 'a.npy[5, :, 49:9:-1, 1]' --rows 1 --cols 0");
  assert.equal(shellLine(file('a.npy'), { rows: null, columns: 0, at: [4] }, PLAIN, { ...seen, column_range: [2, 4] }), "arrayscope slice 'a.npy[2:4]' --cols 0");
  const indexed = file('a.npy', null, '3:');
  assert.equal(shellLine(indexed, IMAGE, PLAIN, seen), "arrayscope slice 'a.npy[3:]' --rows 1 --cols 2 --at 0=5,3=1");
  assert.deepEqual([carriesSeen(indexed, seen), carriesSeen(file('a.npy'), seen), carriesSeen({ sample: 4, seed: 0 }, seen)], [false, true, true]);
  assert.ok(pythonLines(indexed, 'npy', IMAGE, seen).endsWith('extract_slice(a, {0: 5, 3: 1}, rows=1, columns=2)[49:9:-1, :]\n'));
  assert.ok(pythonLines(file('t.csv'), 'csv', { rows: 0, columns: 1, at: [0, 0] }, seen).endsWith('np.load("slice.npy")[49:9:-1, :]\n'));
});

test('a Python string holds every name', () => {
  const python = ['python3', 'python'].find((name) => {
    try {
      execFileSync(name, ['-c', '']);
      return true;
    } catch {
      return false;
    }
  });
  assert.deepEqual(HOSTILE.map((name) => JSON.parse(pythonString(name))), HOSTILE);
  if (python !== undefined) {
    const code = `import json; print(json.dumps([${HOSTILE.map(pythonString).join(', ')}]))`;
    assert.deepEqual(JSON.parse(execFileSync(python, ['-c', code], { encoding: 'utf8' })), HOSTILE);
  }
});

test('parts of complex numbers and colours are told as NumPy has them', () => {
  const complex = { rows: 0, columns: 1, at: [2, 3], part: 'phase' };
  assert.match(pythonLines(file('z.npy'), 'npy', complex), /^s = np\.angle\(arrayscope\.extract_slice\(a, rows=0, columns=1\)\)$/m);
  assert.match(pythonLines(file('z.npy'), 'npy', { ...complex, part: 'imaginary' }), /columns=1\)\.imag$/m);
  assert.equal(shellLine(file('z.npy'), complex, PLAIN), 'arrayscope slice z.npy --rows 0 --cols 1 --part phase');
  const colours = { ...IMAGE, channel: 3, between: null };
  assert.match(pythonLines(file('a.npy'), 'npy', colours), /^s = a\[5, :, :, :\]$/m);
  const first = { rows: 2, columns: 3, at: [5, 0, 1, 1], channel: 1, between: null };
  assert.match(pythonLines(file('a.npy'), 'npy', first), /^s = a\[5, :, :, :\]\.transpose\(1, 2, 0\)$/m);
});
