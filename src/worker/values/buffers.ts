/** The memory behind arrays, each once, as a list of what a message hands over. Memory that threads share stays where it is. */
export function buffersOf(arrays: readonly ArrayBufferView[]): readonly ArrayBuffer[] {
  return [...new Set(arrays.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer)
}
