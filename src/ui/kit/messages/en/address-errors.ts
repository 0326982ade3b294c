import type { AddressPart, ErrorDetail } from '../../../../core/error-details'
import { type ErrorText, originalOf } from '../../errors'
import { formatFor } from '../../format'

const format = formatFor('en')

const parts: Readonly<Record<AddressPart, string>> = {
  view: 'the view',
  model: 'the model',
  network: 'the network',
  settings: 'the training settings',
  data: 'the data set',
  layer: 'the layer',
  step: 'the step',
  unit: 'the unit',
  signal: 'the map',
  drawing: 'the drawing',
  digit: 'the chosen digit',
  held: 'the held signals',
  lens: 'the gradient lens',
  other: 'something that this page does not know',
}

const ASK_AGAIN = 'Ask for the link again, and copy all of it.'

/** Links are what addresses are called where they are passed on. */
export function describeAddressError({ fault }: ErrorDetail<'address'>): ErrorText {
  switch (fault.kind) {
    case 'form':
      return { message: 'This address is no link of this page, so nothing of it is shown.', hint: ASK_AGAIN }
    case 'version':
      return {
        message: `The link is of version ${fault.asked}, which this page does not read.`,
        hint: 'Reload the page to get its newest version, then open the link again.',
      }
    case 'tooLong':
      return {
        message: `The link has more than ${format.integer(fault.limit)} characters, so nothing of it is shown.`,
        hint: 'Links of this page are shorter. Ask for the link again.',
      }
    case 'parts':
      return {
        message: `The link is damaged or was changed. Left out: ${fault.parts.map((part) => parts[part]).join(', ')}.`,
        hint: `The rest is shown. ${ASK_AGAIN}`,
        original: originalOf(fault),
      }
    case 'training':
      return {
        message: 'The link’s model and settings are not opened while training.',
        hint: 'Stop the training first, then open the link again.',
      }
    case 'largeDrawing':
      return {
        message: 'The drawing has too many lines for a link.',
        hint: 'Clear the pad or draw with fewer lines, then copy the link.',
      }
    default:
      return fault satisfies never
  }
}
