import { SpecError } from '../../core/errors'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../core/images'
import type { FeatureShape, FieldDefinition } from './definition'
import type { InputSpec } from './model-spec'

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
    options: ['raster', 'serpentine'],
    default: 'raster',
    help: 'Patches or pixels from the left in every row, or to and fro.',
  },
  skipBlank: { kind: 'boolean', default: false, help: 'Timesteps without ink are masked: the state is carried over them.' },
} as const satisfies { [Name in keyof InputSpec]-?: FieldDefinition }

/** An input by the options that matter, the others at their defaults. */
export function inputOf(options: Partial<InputSpec> = {}): InputSpec {
  const { scan, patch, order, skipBlank } = inputFields
  return { scan: scan.default, patch: patch.default, order: order.default, skipBlank: skipBlank.default, ...options }
}

/** @throws SpecError for a patch that does not divide the picture, or a mask without a sequence */
export function inputShape({ scan, patch, skipBlank }: InputSpec): FeatureShape {
  if (![4, 7, 14].includes(patch))
    throw new SpecError({ where: { kind: 'input' }, field: 'patch', value: patch, allowed: { kind: 'options', options: ['4', '7', '14'] } })
  switch (scan) {
    case 'rows':
    case 'columns':
      return [IMAGE_SIDE, IMAGE_SIDE]
    case 'patches':
      return [(IMAGE_SIDE / patch) ** 2, patch ** 2]
    case 'pixels':
      return [IMAGE_PIXELS, 1]
    case 'image':
      if (skipBlank) throw new SpecError({ where: { kind: 'input' }, field: 'skipBlank', value: true, allowed: { kind: 'falseForImage' } })
      return [IMAGE_SIDE, IMAGE_SIDE, 1]
    default:
      return scan satisfies never
  }
}

/**
 * Which pixel of the picture (0 … 783) stands where in the sequence: `pixels[t·F + f]` for timestep t and feature f.
 *
 * Both engines read pictures by this table, and the page shows with it which part each timestep reads.
 */
export function scanOrder(input: InputSpec): Uint16Array {
  const pixels = new Uint16Array(IMAGE_PIXELS)
  const place = (index: number, x: number, y: number) => {
    pixels[index] = y * IMAGE_SIDE + x
  }
  const side = input.scan === 'patches' ? input.patch : 1
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      switch (input.scan) {
        case 'rows':
        case 'image':
          place(y * IMAGE_SIDE + x, x, y)
          break
        case 'columns':
          place(x * IMAGE_SIDE + y, x, y)
          break
        case 'patches':
        case 'pixels': {
          const across = IMAGE_SIDE / side
          const row = Math.floor(y / side)
          const column = Math.floor(x / side)
          const turned = input.order === 'serpentine' && row % 2 === 1 ? across - 1 - column : column
          place((row * across + turned) * side ** 2 + (y % side) * side + (x % side), x, y)
          break
        }
        default:
          input.scan satisfies never
      }
    }
  }
  return pixels
}
