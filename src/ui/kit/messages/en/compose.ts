import { fields, options } from './compose-fields'

/** The view in which networks are composed. Beside their words fields have Keras's names, in both languages. */
export const compose = {
  title: 'Compose a network',
  lead: 'Layer by layer, from the picture to the ten answers. What does not fit together says so at once, and what would mend it.',

  beginWith: 'Begin with',
  beginnings: { choose: 'Choose…', current: 'the network on the page', empty: 'nothing: only the output layer' },
  name: 'Name',
  undo: 'Undo',
  redo: 'Redo',

  layers: 'Layers',
  input: { title: 'Input', lead: 'How the picture is read' },
  answer: { title: 'Output layer', lead: 'One output for every class; softmax makes probabilities of them' },
  layer: {
    shapes: (input: string, output: string) => `${input} → ${output}`,
    unknownShape: 'Shape not known until the layers above fit',
    parameters: (count: string) => `${count} parameters`,
    memory: (size: string) => `${size} kept per example`,
    cost: (count: string) => `${count} multiply-adds`,
    free: 'nothing to compute',
    drag: (name: string) => `Move ${name}`,
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    remove: (name: string) => `Remove ${name}`,
    fields: (name: string) => `Settings of ${name}`,
  },
  drag: {
    instructions:
      'Press Space or Enter to pick the layer up, the arrow keys to move it, Space or Enter to put it down, Escape to leave it where it was.',
    start: (name: string) => `Picked up ${name}.`,
    over: (name: string, place: number) => `${name} is at place ${place}.`,
    end: (name: string, place: number) => `${name} was put down at place ${place}.`,
    cancel: (name: string) => `${name} stays where it was.`,
  },
  add: 'Add a layer',
  full: (count: string) => `A network holds ${count} layers at most.`,
  kinds: {
    lstm: 'Remembers with gates: input, forget, output',
    gru: 'Remembers with two gates and no cell of its own',
    rnn: 'Plain recurrence without gates',
    conv1d: 'Finds features along the sequence',
    maxPool1d: 'Keeps the largest of neighbouring timesteps',
    conv2d: 'Finds features anywhere in the picture',
    maxPool2d: 'Keeps the largest of neighbouring places',
    dense: 'Every output sees every input',
    dropout: 'Leaves values out while training',
    layerNorm: 'Brings values to one scale',
    flatten: 'Makes one vector of everything, or of every row',
  },

  fields,
  options,
  /** Chinese has a line for every field; English takes the specification's own. */
  help: {} as Readonly<Record<string, string>>,
  /** Of a field that is one or the other. */
  on: 'Yes',
  off: 'No',
  otherFields: 'First weights',

  mend: {
    everyStep: (layer: string) => `Have ${layer} hand on every timestep`,
    lastStep: (layer: string) => `Have ${layer} hand on the last state only`,
    addLstm: 'Add an LSTM that reads it',
    addFlatten: 'Flatten it to one vector',
    rowsAsSteps: 'Make every row of the picture a timestep',
    readRows: 'Add an LSTM that reads its rows',
    rows: 'Read the picture row by row',
    image: 'Read the picture as a whole',
    readBlank: 'Read blank timesteps too',
    value: (field: string, value: string) => `Set ${field} to ${value}`,
  },

  training: {
    title: 'Training',
    loss: 'Loss',
    losses: { categoricalCrossentropy: 'Cross-entropy', meanSquaredError: 'Mean squared error' },
    optimizer: 'Optimizer',
    optimizers: { sgd: 'Gradient descent', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' },
    schedule: 'Schedule',
    schedules: { constant: 'Constant', step: 'In steps', cosine: 'Cosine', 'one-cycle': 'One cycle' },
    warmup: 'Warm-up',
    warmupHelp: 'Steps in which the learning rate climbs from almost nothing.',
    curveLabel: 'Over the run',
    curve: (from: string, highest: string, to: string) =>
      `Learning rate over the run: begins at ${from}, is ${highest} at most, ends at ${to}`,
    largeBatch: 'Large batch, rate scaled',
    largeBatchHelp:
      'Keeps a GPU busy. The learning rate grows with the square root of the batch, with gradient descent in proportion, and warms up.',
    batchAsSet: 'None',
    validation: 'Validation',
    validationHelp: 'Training digits kept back to measure every epoch on, instead of the test digits; 0 for none.',
    optimizerFields: (name: string) => `Settings of ${name}`,
  },

  build: {
    title: 'What it takes',
    parameters: 'Parameters',
    memory: 'Memory, about',
    step: 'A step here',
    run: 'The whole run',
    notTimed: '–',
    time: 'Time a step',
    timing: 'Timing a step…',
    perStep: (milliseconds: string) => `${milliseconds} ms`,
    runOf: (time: string, examples: string) => `${time} for ${examples} digits`,
    failed: (why: string) => `Could not be timed: ${why}`,
    use: 'Use this network',
    building: 'Making the network…',
    useHelp: 'It takes the place of the network on the page, with fresh weights. Save that one first if you want to keep it.',
    useAnyway: 'Use it all the same',
    long: (time: string) =>
      `A whole run would take about ${time} on this machine. Fewer units, fewer timesteps or fewer epochs make it shorter.`,
    large: (size: string) =>
      `A training would need about ${size} of memory, more than this machine may have to spare. A smaller batch or fewer units need less.`,
    unsound: 'Something does not fit together yet: see the mark above.',
    training: 'The network can’t be changed while training; stop it first.',
  },
}
