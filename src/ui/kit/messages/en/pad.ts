/** A digit of a row, as a screen reader hears it. */
interface SpokenDigit {
  /** A sign that keeps the place of one that was not read. */
  readonly answer: string
  /** Null before it is read. */
  readonly confidence: string | null
  /** How usual its drawing is; null where nobody knows. */
  readonly level: 'usual' | 'unusual' | 'unlike' | null
}

/** Beside the answer; `unknown` for a model that is not calibrated. */
const level = {
  usual: 'Looks like a usual digit',
  unusual: 'Unusual for a digit',
  unlike: 'Unlike any digit it knows',
  unknown: 'How usual it looks: not known',
}

export const pad = {
  title: 'Draw a digit',
  padLabel: 'Drawing pad',
  padHelp:
    'Draw a digit with pen, finger or mouse. With the keyboard: arrow keys move the pen, with Shift in larger steps; Space puts it down and lifts it; Escape puts it away. The keys 0 to 9 have a digit write itself, E changes between pen and eraser, Delete clears. Several digits beside each other are read one by one.',
  hint: 'Draw here',
  /** While the page's own sample stands there alone. */
  hintOver: 'Draw over it',
  tool: 'Tool',
  pen: 'Pen',
  eraser: 'Eraser',
  penSizes: { thin: 'thin', medium: 'medium', thick: 'thick' },
  penSize: (size: string) => `Line: ${size}`,
  penSizeHint: (size: string, next: string) => `Line: ${size}. Press for ${next}`,
  keyboard: {
    legendUp: 'Arrows move · Space draws',
    legendDown: 'Arrows draw · Space lifts',
    place: (tool: 'pen' | 'eraser', isDown: boolean, across: number, down: number) =>
      `${tool === 'pen' ? 'Pen' : 'Eraser'} ${isDown ? 'down' : 'up'}, ${across} across, ${down} down`,
  },
  shelf: {
    open: 'Choose…',
    title: 'Put on the pad',
  },
  mark: {
    open: 'Mark the digit…',
    title: 'Mark the digit in the picture',
    label: 'The picture with a rectangle for the digit',
    help: 'Draw a rectangle around the digit. With the keyboard: arrow keys move it, with Shift they change its size; Enter reads what is inside; Escape closes the picture.',
    place: (left: string, top: string, width: string, height: string) =>
      `Rectangle: ${left} from the left, ${top} from the top, ${width} wide, ${height} high`,
    read: 'Read this part',
    close: 'Close',
  },
  making: {
    title: 'How this picture is made',
    again: 'Show again',
    empty: 'Nothing is drawn yet.',
    given: 'This one comes from the test set and is read as it is.',
    crop: 'Crop',
    scale: 'Scale to 20',
    centre: 'Centre',
    cropText: (width: string, height: string) => `${width}×${height}`,
    scaleText: (width: number, height: number) => `${width}×${height} pixels`,
    moved: { left: 'left', right: 'right', up: 'up', down: 'down', none: 'not moved' },
  },
  undo: 'Undo',
  redo: 'Redo',
  clear: 'Clear',
  sample: 'Sample',
  sampleHint: 'Write another sample digit',
  networkSees: 'The network reads',
  networkSeesHelp: (width: number, height: number) =>
    `${width}×${height} pixels, cropped, scaled and centred by weight as MNIST’s own digits were.`,
  networkSeesAlt: (width: number, height: number, help: string) => `The drawing as ${width} by ${height} pixels. ${help}`,
  answer: 'Answer',
  past: {
    label: 'Looking back',
    text: (step: string) => `The network after step ${step}`,
    toNow: 'Back to now',
  },
  andAnswers: 'and answers',
  noAnswer: 'Draw a digit to be read.',
  /** Said of a drawing that the network has not answered. */
  notRead: 'Not read yet.',
  notRunning: 'Not read: the computing thread is not running.',
  answerSpoken: (digit: string, confidence: string, doubt: string | null) =>
    `The network reads ${digit}, ${confidence} sure${doubt === null ? '' : `. ${doubt}`}`,
  /** How usual the drawing is for the model. */
  usual: {
    title: 'How usual is this drawing?',
    level,
    spoken: (level: string, title: string) => `${level}. ${title}`,
    share: (percent: string) =>
      `To this network it is stranger than ${percent} of the handwritten digits that it was tried on and had not learnt from. The network’s own reading tells: what its gates and states did, and what it was torn between.`,
    unmeasured:
      'This can be said of the models that come with the page. Weights that were trained here or opened from a file have not been compared with digits they do not know.',
    meaning: {
      usual: '95 of 100 handwritten digits look so.',
      unusual: '4 of 100 digits do, and many drawings that are none.',
      unlike: '1 of 100 digits does. Most letters and scribbles do.',
    },
    stands: 'It is answered all the same: the network has ten answers and must choose one.',
    why: 'Why it must choose',
  },
  /** Several digits that stand in a row. */
  row: {
    title: 'Digits of the row: choose whose maps are shown',
    /** Said of the pad. */
    framed: (place: number, count: number) => `The frame is around digit ${place} of ${count}, whose maps are shown.`,
    digit: (place: number, count: number, answer: string, confidence: string, doubt: string | null) =>
      `Digit ${place} of ${count}: ${answer}, ${confidence} sure${doubt === null ? '' : `. ${doubt}`}`,
    digitNotRead: (place: number, count: number) => `Digit ${place} of ${count}: not read yet`,
    spoken: (digits: readonly SpokenDigit[]) =>
      `The network reads ${digits.map(({ answer }) => answer).join(' ')}. ${digits.map(({ answer, confidence, level: own }) => `${answer}: ${confidence ?? 'not read yet'}${own === null || own === 'usual' ? '' : ` (${level[own]})`}`).join(', ')}`,
  },
  probabilities: (classes: string) => `Probabilities of all ${classes} answers`,
  probabilityOf: (digit: string) => `Probability of ${digit}`,
}
