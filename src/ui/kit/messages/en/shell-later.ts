import type { CpuInfo } from '../../../../nn/engine'
import type { EngineKind } from '../../../../nn/engine-kinds'
import { ownData } from './own-data'

/** What computes on the CPU. */
function cpuCode(cpu: CpuInfo | null): string {
  if (cpu === null) return 'code'
  const code = { simd: 'SIMD code', javascript: 'JavaScript' }[cpu.code]
  return cpu.threads > 1 ? `${code} and on several cores` : code
}

/** What an engine kind does. @param cpu  how it computes there; null on a device of its own */
const aboutEngine: Readonly<Record<EngineKind, (cpu: CpuInfo | null) => string>> = {
  webgpu: () => 'Every number is computed by this project’s own WGSL shaders.',
  cpu: (cpu) => `Every number is computed on the CPU, in this project’s own ${cpuCode(cpu)}. The networks are the same as on a GPU.`,
}

/** By the preset's name. */
const emptyLessons: Readonly<Record<string, string>> = {}

/** What the page says of itself where something is opened. */
export const shellLater = {
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
    testAccuracy: 'Test accuracy',
    trained: 'Training',
    size: 'Size',
    layers: 'Layers',
    seed: 'Seed',
    open: 'Open a model…',
    save: 'Save the model',
    reset: 'Back to the trained model',
    resetHelp: 'Puts the trained model that the page came with in the place of this one. A model of yours can be put back.',
    picker: 'Choose a model',
    pretrained: (accuracy: string, epochs: string) => `trained: ${accuracy} of MNIST’s test digits, ${epochs}`,
    startFresh: 'Start fresh',
    startFreshHelp: '“Start fresh” takes the network with new random weights, to be trained. A model of yours can be put back.',
    /** Under the preset that the model on the page was built from, where its weights are others. */
    onThePage: (what: string) => `on the page now: ${what}`,
    startFreshWith: (name: string) => `Start fresh: ${name}`,
    untrained: 'untrained: press Start to train it',
    locked: 'The model can’t be changed while training; stop it first.',
    weightsOnTheirWay: (name: string) => `Loading the trained weights of ${name}`,
    /** What each preset teaches, where it is not in English: `nn/spec/presets.ts` says it in English itself. */
    lessons: emptyLessons,
    fileHelp: 'A .safetensors file saved by this page. It is read here and goes nowhere.',
  },
  ownData,
  data: {
    aboutNone: 'Nothing is loaded yet. Training loads it by itself; so can you.',
    from: 'From',
    origin: { cache: 'this browser’s cache', page: 'this page', files: 'your files', generator: 'the built-in generator' },
    dropHelp: 'Or drop files anywhere on the page: MNIST’s four, or data of your own (IDX, CSV, pictures by folder, zip).',
    chooseFiles: 'Choose files…',
    chooseFolder: 'Choose a folder…',
    progress: (received: string, total: string) => `${received} of ${total}`,
    progressLabel: (file: string) => `Loading ${file}`,
    failures: 'Passed over',
  },
  engine: {
    about: aboutEngine,
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
    /** How products store weights and activations. */
    stored: {
      label: 'Weights and activations stored in',
      formats: { float32: '32 bits', float16: '16 bits' },
      help: 'In 16 bits a GPU moves half the bytes. Sums, gradients and what is trained keep 32 bits; answers differ in the third or fourth digit.',
      noFeature: (adapter: string) => `16 bits can’t be chosen: ${adapter} has no 16-bit floats (WebGPU’s shader-f16).`,
      noHardware: '16 bits can’t be chosen: only the WebGPU engine has them, on a GPU with shader-f16.',
    },
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
  },
  /** Buttons under figures. */
  save: { label: 'Save', values: 'Values (CSV)', picture: 'Picture (PNG)' },
}
