import type { StepWord } from './reading'

/** Formatted. */
export interface RnnNumbers {
  readonly first: string
  readonly last: string
  /** Name and symbol of what it is compared with. */
  readonly model: string
  readonly symbol: string
  readonly own: string
  readonly rnn: string
}

/** The gradient lens, once it is opened. */
export const lensLater = {
  against: 'Against',
  answer: (digit: string) => (digit === '' ? 'the answer' : `the answer, ${digit}`),
  saliency: 'Saliency',
  keep: 'Keep this curve',
  keepHelp: 'Then load another model, or draw another digit, to see both curves',
  drop: 'Remove the kept curve',
  waiting: 'Draw a digit and let the pen rest: the loss is then followed back.',
  kept: (model: string, label: number) => `Kept: ${model} against ${label}`,
  keptOther: (model: string, label: number) => `Kept: ${model} against ${label}, for another drawing`,
  rnn: {
    beside: 'Beside an RNN',
    help: 'The page’s own row-rnn reads the same drawing: the same size, but no gates. Your model stays as it is.',
    /** Behind the symbol of its curve. */
    curve: 'RNN',
    waiting: 'The RNN reads the drawing too.',
    /** How the gradient at the first row compares with that at the last, by which it is divided. */
    sentence: ({ first, last, model, symbol, own, rnn }: RnnNumbers) =>
      `At ${first}, ‖∂L/∂${symbol}‖ of ${model} is ${own} times as large as at ${last}, ‖∂L/∂h‖ of the RNN ${rnn} times. `,
    verdict: {
      less: 'Less gradient reaches the RNN’s first row.',
      alike: 'On this drawing, the gradient alone does not tell the two apart.',
      more: 'More gradient reaches the RNN’s first row: over so few rows a gradient need not fade.',
    },
    memory: (rows: string, ofRnn: string, ofLstm: string) =>
      `What they remember is another matter: of 200 test digits, each followed by ${rows} blank rows, this RNN answers ${ofRnn} correctly, the page’s own LSTM ${ofLstm} (Learn has more).`,
  },
  norms: {
    title: 'size of the gradient',
    label: 'Size of the gradient, logarithmic',
    series: (symbol: string) => `‖∂L/∂${symbol}‖`,
    /** Of one signal, at the scan line. */
    at: (place: string) => `At ${place}`,
    image: (word: StepWord, from: string, to: string) =>
      `Size of the gradient at every ${word.one}, on a logarithmic scale from ${from} to ${to}`,
    sentence: (label: string, loss: string, symbol: string, share: string, place: string) =>
      `The loss against ${label} is ${loss}. Back at ${place}, where the reading began, the gradient of ${symbol} has ${share} of its largest size.`,
    help: 'How much the loss would change if the state at a step changed a little. Where a curve is low, training learns little from what was read there. A sure answer leaves little loss: all is small then, and only the shape of the curve counts.',
  },
  saliencyTitle: 'digit, saliency',
  saliencyImage: 'Saliency: how the loss changes with more ink at each pixel',
  saliencyTable: {
    caption:
      'What a little more ink would do to the loss, row by row of the picture: how much all pixels together would lower it and raise it, and the pixel that would change it most',
    helps: 'lowers it by',
    hurts: 'raises it by',
    strongest: 'strongest pixel',
    column: 'in column',
  },
  inkHelps: 'ink lowers the loss',
  inkHurts: 'raises it',
  memory: {
    title: 'memory',
    order: 'Order of units',
    own: 'own order',
    sorted: 'longest memory first',
    image: (word: StepWord) => `Memory: the share of every unit’s state that is left at the scan line, from each ${word.one}`,
    none: 'A plain recurrent layer has no gate that keeps its state: every step writes it anew, so there is no memory to draw.',
    half: (unit: number, steps: number, word: StepWord) =>
      steps === 0
        ? `Unit ${unit} has less than half of what it held one ${word.one} before.`
        : `Unit ${unit} still holds half of what it held ${steps} ${steps === 1 ? word.one : word.many} before.`,
    /** At the step at which a unit begins to read. */
    begin: (unit: number, word: StepWord) => `Unit ${unit} begins to read here: there is no ${word.one} before.`,
    whole: (unit: number) => `Unit ${unit} still holds half of what it held when the reading began.`,
    help: (state: string, gate: string) =>
      `The product of ${gate} over the steps between: how much of ${state} at each step is left at the scan line. Move the scan line to see it fade.`,
    low: '0 gone',
    high: '1 all there',
  },
}
