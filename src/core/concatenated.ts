/** Bytes one part behind the other. */
export function concatenatedBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return put(new Uint8Array(lengthOf(parts)), parts)
}

/** Values one part behind the other. */
export function concatenatedFloats(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  return put(new Float32Array(lengthOf(parts)), parts)
}

function lengthOf(parts: readonly ArrayLike<number>[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}

function put<A extends Uint8Array | Float32Array>(all: A, parts: readonly ArrayLike<number>[]): A {
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
