import { ownData } from './own-data'
import type { CpuInfo } from '../../../../nn/engine'
import type { EngineKind } from '../../../../nn/engine-kinds'

/** How people call an engine kind, and what it does for them. */
interface EngineWords {
  readonly name: string
  /** @param cpu  how it computes there; null on a device of its own */
  readonly about: (cpu: CpuInfo | null) => string
}

/** What computes on the CPU. */
function cpuCode(cpu: CpuInfo | null): string {
  if (cpu === null) return 'code'
  const code = { simd: 'SIMD code', javascript: 'JavaScript' }[cpu.code]
  return cpu.threads > 1 ? `${code} and on several cores` : code
}

/** The compiler names a kind that is missing here. */
const engineWords: Readonly<Record<EngineKind, EngineWords>> = {
  webgpu: { name: 'WebGPU', about: () => 'Every number is computed by this project’s own WGSL shaders.' },
  cpu: {
    name: 'CPU',
    about: (cpu) => `Every number is computed on the CPU, in this project’s own ${cpuCode(cpu)}. The networks are the same as on a GPU.`,
  },
}

/** By the preset's name. */
const emptyLessons: Readonly<Record<string, string>> = {}

export const shell = {
  name: 'Gatelight',
  tagline: 'Watch an LSTM read your handwriting.',
  tabs: {
    label: 'Views',
    gates: 'Gates',
    compose: 'Compose',
    train: 'Train',
    judge: 'Judge',
    compare: 'Compare',
    write: 'Write',
    hand: 'Hand',
    learn: 'Learn',
  },
  /** In the browser's tab, before the page's name. */
  title: {
    running: (done: string) => `${done} trained`,
    paused: (done: string) => `Paused at ${done}`,
    trouble: (done: string) => `⚠ Halted at ${done}`,
    finished: 'Trained',
  },
  skipToMain: 'Skip to the reading',
  railLabel: 'Drawing and answer',

  language: { label: 'Language', en: 'English', zh: '中文' },
  theme: { label: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' },
  /** Large letters and nothing beside what is shown, on the whole screen. */
  present: {
    begin: 'Present',
    hint: 'Present: large type on the whole screen (Alt+Shift+P)',
    leave: 'Leave the presentation',
    leaveHint: 'Leave the presentation (Escape)',
  },
  /** A figure in numbers. */
  dataTable: {
    thinned: (shown: string, all: string) => `${shown} of ${all} rows are shown, evenly spread.`,
    none: '–',
    of: (title: string) => `${title}, in numbers`,
    alongSteps: 'Step by step',
    answer: (digit: string, probability: string) => `${digit} (${probability})`,
    /** Of runs that are compared: which digits a value is of. */
    part: 'Digits',
    parts: { training: 'training, smoothed', tested: 'test, after an epoch' },
    /** Of the gradient lens. */
    memory: (place: string) => `Step by step; what is left of the state is as seen from ${place}, on average over all units`,
    left: 'Left of the state',
    beside: (series: string, model: string) => `${series}, ${model}`,
    /** Of readings with and without held signals. */
    held: 'The answer after each step, without and with what is held, and how far the states move, on average over all units',
    difference: (symbol: string) => `change of ${symbol}`,
    network: 'Network',
    lanes: 'What every network would answer after each step, and the size of the gradient there',
    spread: (name: string) =>
      `How the values of ${name} are spread: half lie below the median, one in twenty below the first column, one in twenty above the last`,
    low: '5%',
    median: 'Median',
    high: '95%',
  },
  close: 'Close',
  /** Sentences one after another. */
  sentences: (sentences: readonly string[]) => sentences.join(' '),
  /** Words or clauses one after another. */
  list: (items: readonly string[]) => items.join(', '),
  labelled: (label: string, value: string) => `${label}: ${value}`,

  export: {
    title: 'For other tools',
    formats: { onnx: 'ONNX', pytorch: 'PyTorch', keras: 'Keras', tfjs: 'TensorFlow.js' },
    help: 'A file is read again before you get it, and what it answers is compared.',
    writing: (format: string) => `Writing for ${format}…`,
    written: (name: string, pictures: string, largest: string) =>
      `${name}: read again, its probabilities for ${pictures} pictures differ from this page’s by ${largest} at most.`,
  },

  shelf: {
    title: 'Your models',
    keep: 'Keep this model',
    empty: 'None yet. The model of every run comes here when the run is over.',
    rename: (name: string) => `Rename ${name}`,
    newName: (name: string) => `New name of ${name}`,
    duplicate: (name: string) => `Duplicate ${name}`,
    download: (name: string) => `Download ${name}`,
    remove: (name: string) => `Delete ${name}`,
    savedAt: (date: string, size: string) => `${date}, ${size}`,
    damaged: (count: number) => (count === 1 ? 'One that was kept cannot be read.' : `${count} that were kept cannot be read.`),
    deleted: (name: string) => `${name} was deleted.`,
    undo: 'Undo',
  },

  model: {
    label: 'Model',
    loading: 'loading…',
    parameters: (count: string) => `${count} parameters`,
    epochs: (count: number) => (count === 1 ? '1 epoch' : `${count} epochs`),
    fresh: 'not trained yet',
    trainedOn: (data: string) => `trained on ${data}`,
    testAccuracy: 'Test accuracy',
    accuracyOn: (accuracy: string, set: string) => `${accuracy} on ${set}`,
    trained: 'Training',
    size: 'Size',
    layers: 'Layers',
    seed: 'Seed',
    unknown: 'not measured',
    open: 'Open a model…',
    save: 'Save the model',
    reset: 'Back to the trained model',
    resetHelp: 'Puts the trained model that the page came with in the place of this one. A model of yours can be put back.',
    picker: 'Choose a model',
    pretrained: (accuracy: string, epochs: string) => `trained: ${accuracy} of MNIST’s test digits, ${epochs}`,
    startFresh: 'Start fresh',
    startFreshHelp: '“Start fresh” takes the network with new random weights, to be trained. A model of yours can be put back.',
    /** Whose weights answer, after the model's name. Accuracies come with the set that they were measured on. */
    who: {
      page: (accuracy: string | null) => (accuracy === null ? 'as it came with the page' : `as it came with the page: ${accuracy}`),
      fresh: 'random weights, not trained yet',
      own: (epochs: string, accuracy: string | null) => `yours, ${epochs}${accuracy === null ? ', not measured' : `: ${accuracy}`}`,
      lessThanAnEpoch: 'part of an epoch',
      learning: (step: string, steps: string, accuracy: string | null) =>
        `in training, step ${step} of ${steps}${accuracy === null ? '' : `: ${accuracy} of the last pictures`}`,
      past: (step: string) => `as it was after step ${step}`,
    },
    /** Under the preset that the model on the page was built from, where its weights are others. */
    onThePage: (what: string) => `on the page now: ${what}`,
    startFreshWith: (name: string) => `Start fresh: ${name}`,
    untrained: 'untrained: press Start to train it',
    locked: 'The model can’t be changed while training; stop it first.',
    bringingUp: (name: string) => `${name}…`,
    bringingUpPart: (name: string, percent: string) => `${name} ${percent}`,
    weightsOnTheirWay: (name: string) => `Loading the trained weights of ${name}`,
    /** Said aloud when a chosen model is there. */
    nowOpen: (name: string, training: string, accuracy: string) => `${name}: ${training}. Test accuracy: ${accuracy}.`,
    /** What each preset teaches, where it is not in English: `nn/spec/presets.ts` says it in English itself. */
    lessons: emptyLessons,
    fileHelp: 'A .safetensors file saved by this page. It is read here and goes nowhere.',
  },

  ownData,

  data: {
    label: 'Data',
    none: 'on demand',
    loading: (percent: string) => `loading ${percent}`,
    aboutNone: 'Nothing is loaded yet. Training loads it by itself; so can you.',
    from: 'From',
    origin: { cache: 'this browser’s cache', page: 'this page', files: 'your files', generator: 'the built-in generator' },
    dropHelp: 'Or drop files anywhere on the page: MNIST’s four, or data of your own (IDX, CSV, pictures by folder, zip).',
    chooseFiles: 'Choose files…',
    chooseFolder: 'Choose a folder…',
    progress: (received: string, total: string) => `${received} of ${total}`,
    progressLabel: (file: string) => `Loading ${file}`,
    failures: 'Passed over',
    dropHere: 'Drop a picture of a digit, data to train on, or a .safetensors model',
  },

  engine: {
    kinds: engineWords,
    label: 'Engine',
    starting: 'starting…',
    failed: 'not running',
    software: 'software',
    adapter: 'Computes on',
    /** What the engine says of itself, in English. */
    adapterName: (name: string) => name,
    features: 'Features in use',
    noFeatures: 'none beyond the basics',
    why: 'Why',
    /** Before the reason why the CPU's engine has no SIMD, or fewer threads. */
    missing: 'Missing',
    aboutSoftware: 'The browser emulates a GPU on the CPU: everything works, only slower.',
    whyChosen: 'You chose it.',
    whyGpu: 'This machine has a GPU that WebGPU can use, and nothing is faster.',
    whyEmulated: (adapter: string) =>
      `WebGPU has no GPU here, only ${adapter}, which emulates one on the CPU. The page’s own code is faster there.`,
    whyMeasured: (name: string, adapter: string) => `WebGPU has no GPU here, only ${adapter}. Measured on this machine, ${name} is faster.`,
    whyFailed: 'WebGPU cannot be used here.',
    whyAgain: 'It stopped and was started again.',
    whyInstead: 'The engine that would be faster here can’t be used.',
    choose: 'Compute with',
    auto: 'The best',
    measured: 'Measured here',
    speed: (name: string, speed: string) => `${name}: ${speed} images/s`,
    measure: 'Measure this machine',
    measuring: 'Measuring…',
    measureHelp: 'Trains and reads for a moment with each engine, some seconds in all.',
    figures: {
      /** @param network  that is trained and reads */
      caption: (network: string) => `This machine with ${network}, images per second`,
      what: 'work',
      training: (batch: string) => `Training, batches of ${batch}`,
      many: 'Reading 256 at once',
      reading: 'Reading one, milliseconds',
      none: '–',
      copy: 'Copy as JSON',
      download: 'Download JSON',
      copied: 'Copied. Paste it into an issue: it holds the adapter, the browser and the figures, and nothing about you.',
      refused: 'The browser doesn’t let the page copy. Download the file instead.',
    },
    locked: 'The engine can’t be changed while training; stop it first.',
  },

  storage: {
    open: 'What is kept',
    title: 'Kept in this browser',
    about: 'Everything stays on this machine: runs, models, own drawings, data, and the page as you left it.',
    used: 'In use',
    quota: 'Allowed',
    unknown: 'not reported by this browser',
    runs: 'Runs',
    models: 'Models',
    hand: 'Own drawings',
    duration: 'Kept',
    forGood: 'until you delete it',
    untilNeeded: 'until the browser runs short of space',
    persist: 'Ask the browser to keep it',
    forget: {
      runs: 'Delete runs',
      models: 'Delete models',
      hand: 'Delete own drawings',
      data: 'Delete data',
      everything: 'Delete everything',
    },
    sure: {
      runs: 'Delete all runs?',
      models: 'Delete all models?',
      hand: 'Delete all own drawings?',
      data: 'Delete all data?',
      everything: 'Delete everything and begin anew?',
    },
    help: 'Press twice to delete. There is no way back; a model that was downloaded can be opened again.',
    locked: 'Nothing can be deleted while a training goes on.',
  },
  footer: {
    promise:
      'Nothing you draw or train leaves this machine: no account, no cookies, no statistics. Only MNIST is fetched, when you choose it.',
    licences: 'Licences',
    measure: 'Measure the page',
    measureHint: 'How fast the maps follow the pen (Alt+Shift+M)',
  },
  offline: {
    ready: 'Ready to work offline.',
    newVersion: 'A new version of the page is there.',
    newHint: 'Reload to use it. What you have drawn, trained and kept stays.',
    reload: 'Reload',
  },
  meter: {
    label: 'Speed of the page',
    penToMaps: 'Pen to maps',
    medianAndWorst: (median: string, worst: string) => `${median}, worst ${worst}`,
    milliseconds: (value: string) => `${value} ms`,
    reads: 'Readings',
    perSecond: (value: string) => `${value} per second`,
    longTasks: 'Long tasks',
    tasks: (count: number, longest: string) => (count === 0 ? 'none over 50 ms' : `${count} over 50 ms, longest ${longest} ms`),
    unknown: 'not reported by this browser',
    hint: 'Draw on the pad: the time from pen to maps is measured.',
    reset: 'Measure anew',
    close: 'Stop measuring',
  },

  notices: {
    label: 'Messages',
    dismiss: 'Dismiss this message',
    original: 'Original message',
    goOn: 'Go on',
    save: 'Save model',
    putBack: 'Put it back',
  },
  /** While nothing computes. */
  restart: 'Restart',
  crash: {
    title: 'The page ran into an error.',
    hint: 'Nothing you drew or trained left this machine. Reload to start again.',
    details: 'What it says, for a report',
    reload: 'Reload',
  },

  /** A part of the page that did not come, in its place. */
  missing: {
    title: 'This part of the page could not be loaded.',
    hint: 'Check the connection, then try again. Everything else goes on working.',
    retry: 'Try again',
  },

  /** The code of a kernel. */
  code: {
    open: 'Code',
    about: 'The kernel as the GPU’s compiler gets it: its file, and the parts that are appended to it.',
    aboutAssembly: 'The same arithmetic for the CPU, in AssemblyScript, compiled to WebAssembly with SIMD.',
    kernel: 'Kernel',
    language: 'Language',
    languages: { wgsl: 'GPU: WGSL', assemblyscript: 'CPU: AssemblyScript' },
    parts: 'Parts of the kernel',
    listing: (name: string) => `Code of ${name}`,
    copy: 'Copy code',
    copied: 'Copied.',
    refused: 'The browser doesn’t let the page copy. Select the code and press Ctrl+C or ⌘C.',
    loading: 'Loading the code…',
    repository: 'In the repository',
    source: 'Source code',
  },

  /** Buttons under figures. */
  save: { label: 'Save', values: 'Values (CSV)', picture: 'Picture (PNG)' },
}
