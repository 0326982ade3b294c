import type { EngineKind } from '../../../../nn/engine-kinds'

/** How people call an engine kind; the compiler names one that is missing here. */
const engineNames: Readonly<Record<EngineKind, { readonly name: string }>> = { webgpu: { name: 'WebGPU' }, cpu: { name: 'CPU' } }

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
  close: 'Close',
  /** Sentences one after another. */
  sentences: (sentences: readonly string[]) => sentences.join(' '),
  /** Words or clauses one after another. */
  list: (items: readonly string[]) => items.join(', '),
  labelled: (label: string, value: string) => `${label}: ${value}`,
  model: {
    label: 'Model',
    loading: 'loading…',
    parameters: (count: string) => `${count} parameters`,
    epochs: (count: number) => (count === 1 ? '1 epoch' : `${count} epochs`),
    fresh: 'not trained yet',
    trainedOn: (data: string) => `trained on ${data}`,
    accuracyOn: (accuracy: string, set: string) => `${accuracy} on ${set}`,
    unknown: 'not measured',
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
    bringingUp: (name: string) => `${name}…`,
    bringingUpPart: (name: string, percent: string) => `${name} ${percent}`,
    /** Said aloud when a chosen model is there. */
    nowOpen: (name: string, training: string, accuracy: string) => `${name}: ${training}. Test accuracy: ${accuracy}.`,
  },
  data: {
    label: 'Data',
    none: 'on demand',
    loading: (percent: string) => `loading ${percent}`,
    dropHere: 'Drop a picture of a digit, data to train on, or a .safetensors model',
  },
  engine: {
    kinds: engineNames,
    label: 'Engine',
    starting: 'starting…',
    failed: 'not running',
  },
  storage: {
    open: 'What is kept',
    title: 'Kept in this browser',
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
    source: 'Source code',
  },
}
