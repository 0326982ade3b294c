import type { StepWord } from './reading'

/** A reading that is taken along. */
export const savingLater = {
  layers: { label: 'Layers in the picture', one: 'this one', all: 'all' },
  pictures: 'For slides',
  values: 'The numbers',
  formats: { png: 'PNG', svg: 'SVG', film: 'Film', json: 'JSON', csv: 'CSV', maps: 'A PNG of each map' },
  help: 'The maps with their names and scales, the answer and the belief, 1,920 pixels wide, in the page’s present colours. The film is an animated PNG; a program that can’t play it shows the finished reading.',
  noFilm: 'This layer reads the picture at once, so there is no film of it.',
  making: (format: string) => `Making ${format}…`,
  progress: 'The film so far',
  cancel: 'Cancel',
  cancelled: 'Cancelled; nothing was saved.',
  saved: (name: string, size: string) => `${name} was saved, ${size}.`,
  /** In a file’s name. */
  file: 'reading',
  mapsFile: 'maps',
  /** A whole sentence of it. @param moment  `after row 12 of 28` */
  after: (moment: string) => `${moment.charAt(0).toUpperCase()}${moment.slice(1)}.`,
  thinned: (steps: number, word: StepWord) => `Each line stands for ${steps} ${word.many}.`,
}
