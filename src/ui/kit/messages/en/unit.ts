/** One unit, one step: its equations in numbers, its weights, the pictures that activate it most. */
export const unit = {
  equations: {
    title: (place: string) => `The equations at ${place}, in numbers`,
    moreDigits: 'More digits',
    help: 'Each number is written under its symbol. Weighted sums are added up from the unit’s own weights; the last digit of a term may be raised or lowered so that the terms written here add up to the sum written here.',
    /** @param before how the formula calls the step before: t−1, or t+1; `states`: one, or two */
    first: (before: string, states: readonly string[]) =>
      `This is the first step that the unit reads: there is no step ${before}, so ${states.join(' and ')} ${states.length > 1 ? 'begin' : 'begins'} as 0.`,
    skipped: 'This step is blank, and the model skips blank steps: the states stay as they were, and nothing is computed.',
  },
  weights: {
    title: 'What it looks for',
    help: (feature: string) =>
      `Its weights from each ${feature}, one line for each weighted sum, under what is read at this step. Gold is above 0 and blue below; a weight acts where x is not 0.`,
    /** Of the numbers below. */
    helpMaps: 'The numbers below are columns of the maps; each column has a value of every map.',
    kinds: {
      rowPixel: 'pixel of the row',
      columnPixel: 'pixel of the column',
      patchPixel: 'pixel of the patch',
      pixel: 'pixel',
      feature: 'feature of the layer before',
      mapPlace: 'place in this row of the feature maps',
    },
    keys: 'Arrow keys left and right move from feature to feature, up and down from sum to sum; Home and End go to the first and the last feature.',
    label: (unit: number) => `Incoming weights of unit ${unit}`,
    input: (feature: string) => `x: the value of each ${feature} at this step`,
    image: (sums: number, features: number) => (sums === 1 ? `${features} weights` : `Weights: ${sums} sums by ${features} features`),
    readout: 'Weight under the cursor',
    place: (symbol: string, feature: string, number: number) => `${symbol}, ${feature}, number ${number}`,
    placeInMaps: (symbol: string, map: number, column: number) => `${symbol}, map ${map}, column ${column}`,
    product: (x: string, product: string) => `; x is ${x} there, together ${product}`,
    joined: (place: string, weight: string, product: string) => `${place}: weight ${weight}${product}`,
    legend: 'weights',
    tableCaption: (feature: string) => `For each ${feature}: its value x at this step, and its weight in every sum`,
    number: 'Number',
    column: 'Column',
    map: 'Map',
  },
  active: {
    title: 'What activates it most',
    training: 'The weights are changing. When the training is over, the pictures that activate this unit most are looked up.',
    looking: 'Reading a few hundred test pictures to find those that activate this unit most. It takes some seconds; the pad goes first…',
    none: 'The pictures could not be looked up. Pick another unit to try again.',
    found: (count: string, set: string, symbol: string) =>
      `Of ${count} pictures (${set}), those on which the unit’s ${symbol} goes farthest from 0; the mark shows where. Press one to put it on the pad.`,
    example: (label: string, symbol: string, value: string, place: string) =>
      `A ${label}: ${symbol} is ${value} at ${place}. Put it on the pad`,
    caption: (label: string, place: string) => `${label}, ${place}`,
  },
}
