export interface SliderRange {
  readonly min: number
  readonly max: number
  readonly step: number
}

/** Steps of Page Up, Page Down, and of arrow keys with Shift. */
const LARGE = 10

/** Where a value lies between both ends, 0…1; a line of one place has it at its beginning. */
export function shareOf(value: number, { min, max }: SliderRange): number {
  return max > min ? Math.max(0, Math.min(1, (value - min) / (max - min))) : 0
}

/** The value at a share of the line, on a whole step. */
export function placedValue(share: number, range: SliderRange): number {
  const { min, max, step } = range
  return within(min + Math.round((Math.max(0, Math.min(1, share)) * (max - min)) / step) * step, range)
}

/** The value after a key; null where the key means nothing here. */
export function keyedValue(
  { key, shiftKey, altKey, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  value: number,
  range: SliderRange,
): number | null {
  if (altKey || ctrlKey || metaKey) return null
  const by = (steps: number): number => within(value + steps * range.step, range)
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return by(shiftKey ? LARGE : 1)
    case 'ArrowLeft':
    case 'ArrowDown':
      return by(shiftKey ? -LARGE : -1)
    case 'PageUp':
      return by(LARGE)
    case 'PageDown':
      return by(-LARGE)
    case 'Home':
      return range.min
    case 'End':
      return range.max
    default:
      return null
  }
}

/** Between both ends, and with no more decimals than the step has: 0.1 + 0.2 is 0.3. */
function within(value: number, { min, max, step }: SliderRange): number {
  const decimals = /\.(\d+)/.exec(String(step))?.[1]?.length ?? 0
  return Math.max(min, Math.min(max, Number(value.toFixed(Math.max(decimals, /\.(\d+)/.exec(String(min))?.[1]?.length ?? 0)))))
}
