import type { RowsDescription } from './rows-spec'

/** Which weights of a head that is masked there are. */

/** How many pixels from the left each of so many units sees: as many units for each count from 0 to all but one. */
export function pixelsSeen(units: number, width: number): readonly number[] {
  return Array.from({ length: units }, (_, unit) => Math.floor((unit * width) / units))
}

/**
 * 1 where a weight of a layer of the head is, 0 where it is masked: a unit sees pixels to the left of its own place, and units that see no more than it does.
 * The last layer's units are the pixels themselves, and unit j sees j of them.
 *
 * @param place  of the layer in the head
 * @returns [inputs,units], as its kernel
 */
export function maskOf({ head, above, width }: Pick<RowsDescription, 'head' | 'above' | 'width'>, place: number): Float32Array {
  const { input, output } = head[place]!
  const [inputs, units] = [input.at(-1)!, output.at(-1)!]
  const seen = pixelsSeen(units, width)
  const mask = new Float32Array(inputs * units)
  const before = place === 0 ? null : pixelsSeen(inputs, width)
  for (let from = 0; from < inputs; from++) {
    for (let unit = 0; unit < units; unit++) {
      // What the layers say of the rows above is open to all.
      const isOpen = before === null ? from < above || from - above < seen[unit]! : before[from]! <= seen[unit]!
      if (isOpen) mask[from * units + unit] = 1
    }
  }
  return mask
}

/** Masks by the names of the kernels that they belong to. */
export function masksOf(description: RowsDescription): ReadonlyMap<string, Float32Array> {
  return new Map(description.head.map(({ name }, place) => [`${name}/kernel`, maskOf(description, place)]))
}
