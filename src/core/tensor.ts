/** A dense row-major array with its shape, in Keras's layout. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

export function ceilDiv(a: number, b: number): number {
  return Math.ceil(a / b)
}

/** The smallest multiple of `step` that is at least `value`. */
export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}

/** `[28,128]`, as error messages and shape explanations print it. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(',')}]`
}
