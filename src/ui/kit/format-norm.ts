import type { Format } from './format'

/** A number of any magnitude in two or three digits: `0.31`, `4.2e−7`. */
export function formatNorm(format: Format, value: number): string {
  if (value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4)) return format.significant(value)
  return value.toExponential(1).replaceAll('-', '−').replace('+', '')
}
