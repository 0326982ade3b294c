import type { ErrorDetail } from '../../../../core/error-details'
import type { ErrorText } from '../../errors'
import { formatFor } from '../../format'

const format = formatFor('en')

const FORM =
  'The page takes the file that it saves itself: a JSON list of { label, strokes: [[x, y, x, y, …], …] } with x and y in 0 … 500.'

/** Why a file of drawings cannot be used. The drawings that are kept stay. */
export function describeHandFile({ file, fault }: ErrorDetail<'hand-file'>): ErrorText {
  const [message, hint = FORM] = tell(file, fault)
  return { message, hint }
}

function tell(file: string, fault: ErrorDetail<'hand-file'>['fault']): readonly [message: string, hint?: string] {
  switch (fault.kind) {
    case 'noJson':
      return [`${file} is broken or cut off: JSON was expected.`]
    case 'noList':
      return [`${file} has no list of drawings.`]
    case 'empty':
      return [`${file} has a list without drawings.`]
    case 'entry': {
      const expected = {
        label: 'its label must be a whole number in 0 … 9',
        strokes: 'its strokes must be lists of pairs of numbers in 0 … 500, at least one of them',
        pens: 'its pens must be whole numbers in 1 … 250',
      }[fault.field]
      return [`${file}, drawing ${format.integer(fault.place)}: ${expected}.`, `Mend this drawing or leave it out. ${FORM}`]
    }
    case 'tooMany':
      return [`${file} has more than ${format.integer(fault.limit)} drawings.`, 'Divide it, and bring the part that you need.']
    case 'tooLarge':
      return [`${file} is larger than ${format.bytes(fault.limit)}.`, 'Divide it, and bring the part that you need.']
    case 'unreadable':
      return [`${file} could not be read.`, 'Check that it is still there and that this browser may read it, then choose it again.']
    default:
      return fault satisfies never
  }
}
