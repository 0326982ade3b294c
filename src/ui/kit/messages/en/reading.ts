/** A word for a timestep, as sentences need it. */
export interface StepWord {
  readonly one: string
  readonly many: string
  /** Begins a sentence. */
  readonly title: string
}

export const reading = {
  title: 'The reading',
  leads: {
    rows: 'The picture goes in row by row, from the top.',
    columns: 'The picture goes in column by column, from the left.',
    patches: 'The picture goes in patch by patch, each a small square of it.',
    pixels: 'The picture goes in pixel by pixel: one number at every step.',
    image: 'The whole picture goes in at once; nothing is read one after the other.',
    /** Of a model that makes timesteps of the rows of what its convolutions give. */
    imageRows: 'The whole picture goes in at once; the rows of what the first layers make of it are then read one after the other.',
  },
  /** Of a layer that sees several of the picture's steps at each of its own. */
  leadSight: (steps: string, size: string, word: StepWord) => `Each of this layer’s ${steps} steps sees ${size} ${word.many}.`,
  leadMaps: {
    sequence: 'Each map is one signal of the layer: a row for every step, a column for every unit.',
    picture: 'Each square shows where in the picture one filter finds its pattern.',
    vector: 'Each square is the output of one unit.',
    sheets: 'Each sheet is one signal of the layer; what its rows and columns are is written below it.',
  },
  /** How people call a timestep. */
  steps: {
    row: { one: 'row', many: 'rows', title: 'Row' },
    column: { one: 'column', many: 'columns', title: 'Column' },
    patch: { one: 'patch', many: 'patches', title: 'Patch' },
    pixel: { one: 'pixel', many: 'pixels', title: 'Pixel' },
    step: { one: 'step', many: 'steps', title: 'Step' },
  } satisfies Record<string, StepWord>,
  /** A step by its number. */
  place: (word: StepWord, number: number) => `${word.one} ${number}`,
  /** A step that sees some rows, columns … of the picture. */
  placeSeeing: (word: StepWord, number: number, seen: StepWord, first: number, last: number) =>
    `${word.one} ${number} (${seen.many} ${first}–${last})`,
  /** The whole reading in a sentence. */
  summary: (digit: string, percent: string, place: string) =>
    `Read as ${digit} (${percent}). The network made up its mind at ${place}: from there on the answer never changed.`,
  summaryAlways: (digit: string, percent: string, word: StepWord) =>
    `Read as ${digit} (${percent}). The network made up its mind at the first ${word.one}: the answer never changed.`,
  toSettled: (place: string) => `Go to ${place}`,
  summaryPlain: (digit: string, percent: string) => `Read as ${digit} (${percent}).`,
  /** While maps and numbers still change. */
  summaryMoving: (digit: string) => `Read as ${digit} for now.`,
  summaryEmpty: 'The pad is empty. Draw a digit, and the maps fill.',
  summaryNone: 'Nothing has been read yet.',
  transport: {
    label: 'Scan line',
    play: 'Play the scan',
    pause: 'Pause the scan',
    step: (word: StepWord) => `Step: ${word.many} read`,
    stepOf: (word: StepWord, step: number, steps: number) => `${word.title} ${step} of ${steps}`,
    speed: 'Speed',
    speedOf: (times: string) => `${times}×`,
  },
  soFar: {
    label: 'Answer so far',
    after: (word: StepWord, step: number, steps: number) =>
      step === steps ? `after all ${steps} ${word.many}` : `after ${word.one} ${step} of ${steps}`,
    /** Of a model that reads both ways: its answer joins the ends of both, which no one step has. */
    alone: (word: StepWord, step: number, steps: number) => `from ${word.one} ${step} of ${steps} alone`,
    /** Of a model that reads from the end. */
    at: (word: StepWord, step: number, steps: number) => `at ${word.one} ${step} of ${steps}`,
    before: 'needs more input',
    /** The answer at the scan line is the last one. */
    toEnd: 'to the end',
    /** It will change once more. */
    forNow: 'for now',
    /** How a model reads that does not make up its mind on the way. */
    ways: { both: 'both ways', backward: 'backwards' },
  },
  layers: {
    label: 'Layer',
    shapes: (name: string, input: string, output: string) => `${name}: ${input} → ${output}`,
    numbered: (title: string, ordinal: number) => `${title} ${ordinal}`,
    /** What a layer of each kind does, without formulas. */
    kinds: {
      lstm: {
        title: 'LSTM',
        sentence:
          'An LSTM, a long short-term memory, carries what it has seen from step to step; three gates decide what it takes in, keeps and shows.',
      },
      rnn: {
        title: 'RNN',
        sentence: 'A plain recurrent layer mixes what it sees with its last state; no gate protects what it read before.',
      },
      gru: {
        title: 'GRU',
        sentence: 'A GRU has one state and two gates: one keeps or renews the state, one says how much of it the new value may use.',
      },
      dense: { title: 'Dense', sentence: 'Every unit adds up all inputs, each with a weight of its own.' },
      dropout: {
        title: 'Dropout',
        sentence:
          'In training a fixed share of the values, chosen at random, is set to zero, so that no unit relies on a single other one.',
      },
      layerNorm: {
        title: 'LayerNorm',
        sentence:
          'The values of every step are shifted and scaled to mean 0 and variance 1, then each is multiplied by one learnt number, and another is added.',
      },
      conv1d: {
        title: 'Conv1D',
        sentence: 'Small filters slide along the sequence, or along the values inside each step, and show where their pattern is.',
      },
      maxPool1d: { title: 'MaxPool1D', sentence: 'Of every few steps the largest value of each feature goes on.' },
      conv2d: { title: 'Conv2D', sentence: 'Small square filters slide over the picture and show where their pattern is.' },
      maxPool2d: {
        title: 'MaxPool2D',
        sentence: 'Of every small square the largest value goes on: the picture gets smaller, the patterns stay.',
      },
      flatten: {
        title: 'Flatten',
        sentence: 'All places are joined end to end into one long vector, or those of every row into one of its own.',
      },
    },
    both: 'It reads in both directions: the left half of its units from the first step on, the right half from the last one back.',
    backward: 'It reads backwards, from the last step to the first.',
  },
  maps: {
    label: 'Maps of the reading',
    keys: 'Arrow keys up and down move the step, left and right the unit; Home and End go to the first and last step; a signal’s letter goes to its map; Space plays.',
    keysPicture: 'Arrow keys move from map to map; Home and End go to the first and the last.',
    digit: 'digit',
    digitImage: (word: StepWord, steps: number) =>
      steps > 1 ? `What the network reads: ${steps} ${word.many} of pixels` : 'What the network reads: the whole picture',
    belief: 'belief',
    beliefImage: (word: StepWord, steps: number) => `Belief: what the network would answer after each of ${steps} ${word.many}`,
    beliefHelp: 'What the network would answer had it stopped reading here: one column for each digit.',
    beliefHelpBackward: 'What the network would answer having read from the end up to here: one column for each digit.',
    beliefHelpBoth:
      'What the network would answer from its states at this place: the forward units have read down to it, the backward units up to it. The answer itself comes from the last state of each.',
    digitHelp: (word: StepWord) => `What the network reads: one ${word.one} at each step. What is not read yet is faded.`,
    digitHelpRows: 'What the network reads, all of it at once. The frame shows the rows that the step at the scan line sees.',
    digitHelpPicture: 'What the network reads. The frame shows what the value you point at can see.',
    image: (name: string, steps: number, units: number) => `${name}: ${steps} steps by ${units} units`,
    images: (name: string, count: number, height: number, width: number) =>
      height * width === 1 ? `${name}: ${count} values` : `${name}: ${count} maps of ${height} by ${width}`,
    time: (word: StepWord) => (word.one === 'row' ? 'time ↓ (row of the picture)' : `time ↓ (${word.one})`),
    units: 'units',
    unitsSorted: 'alike side by side',
    forward: 'forward →',
    backward: '← backward',
    settled: 'Here the network made up its mind: from here on the answer stays the same',
    picked: 'picked map',
    thinned: (steps: number, word: StepWord) =>
      `There are more ${word.many} than lines of the screen: each line stands for ${steps} of them, gates and belief by their mean, all others by the value farthest from 0.`,
  },
  readout: {
    label: 'Value under the cursor',
    hint: 'Point at a map to see its values. Click to pick a unit.',
    hintPicture: 'Point at a map to see its values and what they see. Click to pick a map.',
    signal: (symbol: string, unit: number, place: string) => `${symbol}, unit ${unit}, ${place}`,
    /** Before the value. */
    joined: (place: string) => `${place}: `,
    belief: (name: string, place: string) => `belief in ${name}, ${place}`,
    pixel: (column: number, row: number) => `ink at column ${column}, row ${row}`,
    place: (symbol: string, map: number, row: number, column: number) => `${symbol}, map ${map}, row ${row}, column ${column}`,
    strongest: (symbol: string, map: number, row: number, column: number) =>
      `${symbol}, map ${map}, strongest at row ${row}, column ${column}`,
    value: (symbol: string, unit: number) => `${symbol}, unit ${unit}`,
  },
  unitOrder: {
    label: 'Units',
    number: 'by number',
    likeness: 'alike together',
    sorting: 'comparing units…',
    sortedOn: (count: number, set: string) => `by how alike they behave on ${count} pictures of ${set}`,
  },
  legend: {
    gate: 'gates',
    gateLow: '0 closed',
    gateHigh: '1 open',
    state: 'states',
    /** C may leave −1 … 1. */
    stateHelp: 'C can go beyond ±1; there it keeps the end’s colour. The numbers are exact.',
    output: 'outputs',
    outputHelp: 'Outputs have no upper bound: the scale ends at a round number just above the largest of this reading.',
    probability: 'belief',
  },
  /** Every signal of every kind of layer; their formulas come from the layers' specifications. */
  signals: {
    lstm: {
      i: { name: 'input', full: 'Input gate i', sentence: 'How much of the candidate each unit writes into its cell at this step.' },
      f: { name: 'forget', full: 'Forget gate f', sentence: 'How much of its old cell each unit keeps: 1 keeps all, 0 forgets all.' },
      o: { name: 'output', full: 'Output gate o', sentence: 'How much of its cell each unit shows to the rest of the network.' },
      g: {
        name: 'candidate',
        full: 'Candidate C̃',
        sentence: 'What each unit would write into its cell, from this step and the last hidden state.',
      },
      c: { name: 'cell', full: 'Cell state C', sentence: 'The memory: what was kept of the old cell plus what was written at this step.' },
      h: {
        name: 'hidden',
        full: 'Hidden state h',
        sentence: 'The output of each unit: the tanh of its cell state times the output gate.',
      },
    },
    gru: {
      z: {
        name: 'update',
        full: 'Update gate z',
        sentence: 'How much of its old state each unit keeps: 1 keeps all of it, 0 takes the candidate instead.',
      },
      r: { name: 'reset', full: 'Reset gate r', sentence: 'How much of the old state the candidate may look at: 0 begins anew.' },
      n: {
        name: 'candidate',
        full: 'Candidate h̃',
        sentence: 'What each unit would become, from this step and as much of the old state as the reset gate lets in.',
      },
      h: {
        name: 'hidden',
        full: 'Hidden state h',
        sentence: 'Memory and output in one: a mixture of the old state and the candidate, in the update gate’s proportion.',
      },
    },
    rnn: {
      h: {
        name: 'hidden',
        full: 'Hidden state h',
        sentence: 'All there is: this step and the last state, weighed, added and squashed. The whole state is written anew every time.',
      },
    },
    dense: { output: { name: 'output', full: 'Output y', sentence: 'The weighted sum of all inputs; with ReLU, negative sums become 0.' } },
    layerNorm: {
      output: { name: 'output', full: 'Normalised output y', sentence: 'The features of this step, brought to one common scale.' },
    },
    conv1d: {
      output: {
        name: 'features',
        full: 'Features y',
        sentence: 'How strongly each filter’s pattern is present at this step; ReLU sets negative values to 0.',
      },
    },
    maxPool1d: { output: { name: 'maxima', full: 'Maxima y', sentence: 'The largest value of each feature within the window of steps.' } },
    conv2d: {
      output: {
        name: 'feature maps',
        full: 'Feature maps y',
        sentence: 'How strongly each filter’s pattern is present at every place of the picture.',
      },
    },
    maxPool2d: {
      output: { name: 'pooled maps', full: 'Pooled maps y', sentence: 'The largest value of each map within every small square.' },
    },
  },
  about: (name: string) => `About ${name}`,
  noLayer: 'This model has no layer whose signals could be watched.',
  untrained: 'This model has not been trained: its answers are guesses.',
  train: 'Train it',
  waiting: 'Loading the model…',
}
