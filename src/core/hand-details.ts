import { choice, integer } from './decode'
import { variants } from './error-fields'

/** What is wrong with a file of drawings. */
export const handFault = variants('kind', {
  noJson: {},
  noList: {},
  empty: {},
  /** 1-based. */
  entry: { place: integer(1), field: choice('label', 'strokes', 'pens') },
  tooMany: { limit: integer() },
  tooLarge: { limit: integer() },
  unreadable: {},
})
