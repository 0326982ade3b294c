import type { StepWord } from './reading'

/** The reading in words and numbers, and what is said of other layers and of one unit. */
export const readingLater = {
  /** What a screen reader says of the maps. */
  inWords: {
    answer: (digit: string, percent: string) => `The answer is ${digit}, with a probability of ${percent}.`,
    decided: (place: string) => `It was decided at ${place} and did not change after that.`,
    always: (word: StepWord) => `It was there from the first ${word.one} and never changed.`,
    /** Of a model that reads backwards or both ways. */
    fromBothEnds: 'The network does not read from start to end only, so no single step decided it.',
    /** Of a model that has no answer on the way. */
    atOnce: 'The network answers once it has read everything.',
    gates: (gates: readonly string[], word: StepWord) => `Gates, on average over all units and ${word.many}: ${gates.join('; ')}.`,
    gate: (name: string, mean: string, place: string, most: string) => `${name} ${mean} open, most at ${place} (${most})`,
    noGates: 'The layer has no gates.',
  },
  /** The maps as a table. */
  numbers: {
    title: 'The reading in numbers',
    answer: 'Answer so far',
    probability: 'Probability',
    ink: 'mean ink',
    mean: (symbol: string) => `mean ${symbol}`,
    meanSize: (symbol: string) => `mean |${symbol}|`,
    map: 'Map',
    place: 'Place',
    value: 'Value',
    line: 'Row of the map',
    meanOf: 'Mean',
    largest: 'Largest value',
    row: 'at row',
    column: 'at column',
    none: '–',
  },
  /** A signal that is neither a map over time nor a picture. */
  sheets: {
    axes: { time: 'steps', height: 'rows', width: 'columns', units: 'units', features: 'features', channels: 'channels' },
    counted: (count: number, axis: string) => `${count} ${axis}`,
    map: (down: string, across: string) => `${down} from top to bottom, ${across} from left to right`,
    maps: (along: string, map: string) => `${along}, one map for each: ${map}`,
    image: (name: string, caption: string) => `${name}: ${caption}`,
  },
  inspector: {
    title: (unit: number) => `Unit ${unit}`,
    of: (units: number) => `of ${units}, over time`,
    ofBackward: (units: number) => `of ${units}, over time; reads from the end`,
    previous: 'Previous unit',
    next: 'Next unit',
    gates: 'Gates',
    states: 'States',
    outputs: 'Output',
    chart: (title: string, unit: number, word: StepWord) => `${title} of unit ${unit} over the ${word.many}`,
    axis: (word: StepWord) => (word.one === 'row' ? 'row of the picture →' : `${word.one} →`),
    signal: 'Signal',
  },
  where: {
    recurrent: 'σ squashes a sum to 0 … 1, tanh to −1 … 1; x is what this step reads, ⊙ multiplies unit by unit.',
    weighted: 'W are learnt weights, b a learnt number for each output; φ is ReLU, max(0, ·), or nothing.',
    window: 's is the stride, the window’s places count from 0.',
    padding: 'p is the number of zeros before the first place.',
    inStep: 'The window slides along the values of step t; n is its place there.',
    norm: 'μ and σ² are mean and variance of this step’s features; γ and β are learnt, ε keeps the root away from 0.',
  },
}
