export const reading = {
  title: 'The reading',
  lead: 'The picture goes in row by row, from the top. Each map is one signal of the LSTM: a row for every step, a column for every unit.',

  /** The whole reading in a sentence. */
  summary: (digit: string, percent: string, row: number) => `Read as ${digit} with ${percent}. The answer stood from row ${row} on.`,
  summaryAlways: (digit: string, percent: string) => `Read as ${digit} with ${percent}. The answer stood from the first row on.`,
  summaryEmpty: 'The pad is empty: the maps show the network reading blank rows.',
  summaryNone: 'Nothing has been read yet.',

  transport: {
    label: 'Scan line',
    play: 'Play the scan',
    pause: 'Pause the scan',
    step: 'Step: rows read',
    stepOf: (row: number, rows: number) => `Row ${row} of ${rows}`,
    speed: 'Speed',
    speedOf: (times: string) => `${times}×`,
  },

  soFar: {
    label: 'Answer so far',
    after: (row: number, rows: number) => (row === rows ? `after all ${rows} rows` : `after row ${row} of ${rows}`),
  },

  maps: {
    label: 'Maps of the reading',
    keys: 'Arrow keys up and down move the step, left and right the unit; Home and End go to the first and last row; a signal’s letter goes to its map; Space plays.',
    digit: 'digit',
    digitImage: 'What the network reads: 28 rows of pixels',
    belief: 'belief',
    beliefImage: (rows: number) => `Belief: what the network would answer after each of ${rows} rows`,
    beliefHelp: 'What the network would answer had it stopped reading at this row: one column for each digit.',
    digitHelp: 'What the network reads: one row of pixels at each step. Rows below the scan line have not been read.',
    image: (name: string, rows: number, units: number) => `${name}: ${rows} steps by ${units} units`,
    time: 'time ↓ (row of the picture)',
    units: 'units',
    settled: 'From here on the answer stays the same',
  },

  readout: {
    label: 'Value under the cursor',
    hint: 'Point at a map to see its values. Click to pick a unit.',
    signal: (symbol: string, unit: number, row: number) => `${symbol}, unit ${unit}, row ${row}`,
    /** Before the value. */
    joined: (place: string) => `${place}: `,
    belief: (digit: number, row: number) => `belief in ${digit}, row ${row}`,
    pixel: (column: number, row: number) => `ink at column ${column}, row ${row}`,
  },

  legend: {
    gate: 'gates',
    gateLow: '0 closed',
    gateHigh: '1 open',
    state: 'states',
    /** C may leave −1 … 1. */
    stateHelp: 'C can go beyond ±1; there it keeps the end’s colour. The numbers are exact.',
    probability: 'belief',
  },

  inspector: {
    title: (unit: number) => `Unit ${unit}`,
    of: (units: number) => `of ${units}, over time`,
    previous: 'Previous unit',
    next: 'Next unit',
    gates: 'Gates',
    states: 'States',
    chart: (title: string, unit: number) => `${title} of unit ${unit} over the rows of the picture`,
    rowAxis: 'row of the picture →',
    valueAt: (row: number) => `row ${row}`,
    signal: 'Signal',
  },

  signals: {
    i: { name: 'input', full: 'Input gate i', sentence: 'How much of the candidate each unit writes into its cell at this row.' },
    f: { name: 'forget', full: 'Forget gate f', sentence: 'How much of its old cell each unit keeps: 1 keeps all, 0 forgets all.' },
    o: { name: 'output', full: 'Output gate o', sentence: 'How much of its cell each unit shows to the rest of the network.' },
    g: {
      name: 'candidate',
      full: 'Candidate C̃',
      sentence: 'What each unit would write into its cell, from this row and the last hidden state.',
    },
    c: { name: 'cell', full: 'Cell state C', sentence: 'The memory: what was kept of the old cell plus what was written at this row.' },
    h: {
      name: 'hidden',
      full: 'Hidden state h',
      sentence: 'What each unit tells: its squashed cell, as far as the output gate lets it through.',
    },
  },
  where: 'σ squashes a sum to 0 … 1, tanh to −1 … 1; x is the row of pixels, ⊙ multiplies unit by unit.',
  about: (name: string) => `About ${name}`,
  noLayer: 'This model has no recurrent layer to watch.',
  waiting: 'Bringing up the model…',
}
