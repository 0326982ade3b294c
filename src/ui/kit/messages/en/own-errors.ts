import type { ErrorDetail } from '../../../../core/error-details'
import { formatShape } from '../../../../core/tensor'
import { originalOf, type ErrorText } from '../../errors'
import { formatFor } from '../../format'

const format = formatFor('en')

const TAKEN =
  'The page takes IDX files of pictures and labels (gzipped or not), a CSV of pixels with a label, and pictures in folders named after their classes, as a folder or a zip.'

/** Why files of the visitor's own data cannot be used. The data and the model in use stay. */
export function describeOwnError({ file, fault }: ErrorDetail<'own-data'>): ErrorText {
  const [message, hint] = tell(file, fault)
  return { message, hint, original: originalOf(fault) }
}

function tell(file: string, fault: ErrorDetail<'own-data'>['fault']): readonly [message: string, hint: string] {
  const count = format.integer
  switch (fault.kind) {
    case 'unknown':
      return [`${file}: no data to train on were found.`, TAKEN]
    case 'unreadable':
      return [`${file} could not be read.`, 'Check that it is still there and that this browser may read it, then choose it again.']
    case 'packed':
      return [
        `${file}: the ${fault.form} archive is broken or cut off.`,
        'Download or copy it again, or unpack it and choose what is inside.',
      ]
    case 'cut': {
      const came = fault.actual === null ? 'there are more' : `there are ${count(fault.actual)}`
      return [`${file}: its header promises ${count(fault.expected)} bytes, but ${came}.`, 'Download or copy it again.']
    }
    case 'shape':
      return [
        `${file} holds numbers of shape ${formatShape(fault.shape)}, which are no pictures.`,
        'Pictures have at most 256×256 pixels, grey or in colour.',
      ]
    case 'noLabels':
      return [
        `${file} has ${count(fault.pictures)} pictures, but no file of labels came with it.`,
        'Choose the labels together with the pictures.',
      ]
    case 'noPictures':
      return [`${file} has labels, but no file of pictures came with it.`, 'Choose the pictures together with the labels.']
    case 'counts':
      return [
        `${file} has ${count(fault.pictures)} pictures, but there are ${count(fault.labels)} labels.`,
        'Choose the labels that belong to these pictures.',
      ]
    case 'label':
      return [`${file}: “${fault.found}” is no label; whole numbers were expected.`, 'Check that this is the file of labels.']
    case 'columns':
      return [
        `${file} has ${count(fault.columns)} columns; a label and a square number of pixels were expected, such as 785.`,
        'Keep one label in the first or the last column and all pixels of a square picture beside it.',
      ]
    case 'row':
      return [
        `${file}, row ${count(fault.row)}: ${count(fault.expected)} columns were expected, but there are ${count(fault.actual)}.`,
        'Mend this row, or leave it out.',
      ]
    case 'value':
      return [
        `${file}, row ${count(fault.row)}, column ${count(fault.column)}: “${fault.found}” is no pixel.`,
        'Pixels are numbers in 0 … 255, or all of them in 0 … 1.',
      ]
    case 'classes':
      return [
        `${file}: ${count(fault.count)} classes were found; 2 to ${count(fault.most)} can be told apart.`,
        'Check that the labels are classes.',
      ]
    case 'changed':
      return [`${file} is not what it was when it was looked at.`, 'Choose the files again.']
    case 'noFolders':
      return [
        `${file}: the pictures do not lie in folders of at least two classes.`,
        'Put the pictures of each class into a folder that is named after it.',
      ]
    case 'decode':
      return [`${file} is a picture that this browser cannot decode.`, 'Leave it out, or save it as PNG.']
    case 'tooLarge':
      return fault.what === 'picture'
        ? [`${file}: the picture is too large.`, 'Save it smaller; 28×28 pixels are enough.']
        : fault.what === 'line'
          ? [`${file}: a line is longer than any picture’s.`, TAKEN]
          : [`${file} unpacks to more than ${format.bytes(fault.limit)}.`, 'Unpack the archive and choose what is inside.']
    case 'tooMany':
      return [`${file}: more than ${count(fault.limit)} pictures.`, 'Choose a part of them.']
    case 'tooFew':
      return [
        `${file}: ${count(fault.pictures)} pictures are too few to train with some and test with others.`,
        'Choose more pictures of every class.',
      ]
    case 'notStored':
      return [
        `${file}: the set has ${format.bytes(fault.bytes)}, more than fits in memory, and this browser could not store it.`,
        'Make room on this device, leave the private window, or choose fewer pictures.',
      ]
    case 'nothing':
      return ['There are no data of your own to take.', 'Choose the files again.']
    default:
      return fault satisfies never
  }
}
