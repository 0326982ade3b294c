import { SpecError } from '../../core/errors'
import { permutation } from '../../core/permutation'
import { taskOf } from '../../core/task'
import type { FeatureShape, FieldDefinition } from './definition'
import type { InputSpec, PictureReading } from './model-spec'

/** Of the permuted order, which belongs to a model as its weights do. */
const PERMUTATION_SEED = 1

/** Sides that a patch can have. */
const PATCHES: readonly number[] = [4, 7, 14]

/** Editable fields of a model's input. */
export const inputFields = {
  scan: {
    kind: 'choice',
    options: ['rows', 'columns', 'patches', 'pixels', 'image'],
    default: 'rows',
    help: 'How the picture becomes a sequence: by rows from the top, by columns from the left, by square patches, by single pixels; or not at all, for 2-D convolutions.',
  },
  patch: { kind: 'integer', min: 4, max: 14, default: 7, help: 'Side of a patch: 4, 7 or 14 pixels.' },
  order: {
    kind: 'choice',
    options: ['raster', 'serpentine', 'permuted'],
    default: 'raster',
    help: 'Patches or pixels from the left in every row, to and fro, or in one random order, which is the same for every picture.',
  },
  skipBlank: { kind: 'boolean', default: false, help: 'Timesteps without ink are masked: the state is carried over them.' },
} as const satisfies { [Name in keyof InputSpec]-?: FieldDefinition }

/** An input by the options that matter, the others at their defaults. */
export function inputOf(options: Partial<InputSpec> = {}): InputSpec {
  const { scan, patch, order, skipBlank } = inputFields
  return { scan: scan.default, patch: patch.default, order: order.default, skipBlank: skipBlank.default, ...options }
}

/** Fields of an input that make a difference as it is, the scan first. */
export function inputFieldsThatMatter({ scan }: InputSpec): readonly (keyof InputSpec)[] {
  const names: (keyof InputSpec)[] = ['scan']
  if (scan === 'patches') names.push('patch')
  if (scan === 'patches' || scan === 'pixels') names.push('order')
  if (scan !== 'image') names.push('skipBlank')
  return names
}

function wrongPatch(patch: number, allowed: { height: number; width: number; sides: readonly number[] }): SpecError {
  return new SpecError({ where: { kind: 'input' }, field: 'patch', value: patch, allowed: { kind: 'patches', ...allowed } })
}

/** @throws SpecError for a patch that does not divide the picture, or a mask without a sequence */
export function inputShape(reading: PictureReading): FeatureShape {
  const { scan, patch, skipBlank } = reading.input
  const { height, width } = taskOf(reading).input
  if (!PATCHES.includes(patch)) throw wrongPatch(patch, { height, width, sides: PATCHES })
  switch (scan) {
    case 'rows':
      return [height, width]
    case 'columns':
      return [width, height]
    case 'patches': {
      const fitting = PATCHES.filter((side) => height % side === 0 && width % side === 0)
      if (!fitting.includes(patch)) throw wrongPatch(patch, { height, width, sides: fitting })
      return [(height / patch) * (width / patch), patch ** 2]
    }
    case 'pixels':
      return [height * width, 1]
    case 'image':
      if (skipBlank) throw new SpecError({ where: { kind: 'input' }, field: 'skipBlank', value: true, allowed: { kind: 'falseForImage' } })
      return [height, width, 1]
    default:
      return scan satisfies never
  }
}

/**
 * Which pixel of the picture, counted row by row, stands where in the sequence: `pixels[t·F + f]` for timestep t and feature f.
 *
 * Both engines read pictures by this table, and the page shows with it which part each timestep reads.
 */
export function scanOrder(reading: PictureReading): Uint16Array {
  const { input } = reading
  const { height, width } = taskOf(reading).input
  const pixels = new Uint16Array(height * width)
  const place = (index: number, x: number, y: number) => {
    pixels[index] = y * width + x
  }
  const side = input.scan === 'patches' ? input.patch : 1
  const across = width / side
  const stepOf = input.order === 'permuted' ? permutation((height / side) * across, PERMUTATION_SEED, 0) : (index: number) => index
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      switch (input.scan) {
        case 'rows':
        case 'image':
          place(y * width + x, x, y)
          break
        case 'columns':
          place(x * height + y, x, y)
          break
        case 'patches':
        case 'pixels': {
          const row = Math.floor(y / side)
          const column = Math.floor(x / side)
          const turned = input.order === 'serpentine' && row % 2 === 1 ? across - 1 - column : column
          place(stepOf(row * across + turned) * side ** 2 + (y % side) * side + (x % side), x, y)
          break
        }
        default:
          input.scan satisfies never
      }
    }
  }
  return pixels
}
