/** Which of the modules of `scripts/build-wasm.ts` this engine can run, and where it is. */

/** `[] → []` in one instruction beyond plain SIMD: f32x4.relaxed_madd of three zeros, dropped. */
const RELAXED_PROBE = Uint8Array.from(
  [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic number and version
    [0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // one type: no parameters, no results
    [0x03, 0x02, 0x01, 0x00], // one function of it
    [0x0a, 0x14, 0x01, 0x12, 0x00], // its body
    [0x41, 0x00, 0xfd, 0x11, 0x41, 0x00, 0xfd, 0x11, 0x41, 0x00, 0xfd, 0x11], // i32x4.splat(0), three times
    [0xfd, 0x85, 0x02, 0x1a, 0x0b], // f32x4.relaxed_madd, drop, end
  ].flat(),
)

/** What a module is made for. */
export interface Variant {
  /** Multiply-add in one rounding. Machines without it may compute it in two: results are the same for the same machine only. */
  readonly isRelaxed: boolean
  /** Memory that several threads may use, and that does not move when it grows. */
  readonly isShared: boolean
}

export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE)
}

/** @throws whatever the browser says where there is no SIMD, or the file cannot be had; where it says nothing, never settles until `signal` ends the load */
export async function compileModule(variant: Variant, signal: AbortSignal): Promise<WebAssembly.Module> {
  // Compiled from bytes and not while they stream, which a server that does not know the file's type would forbid.
  return WebAssembly.compile(await readBytes(addressOf(variant), signal))
}

/** Written out four times, because Vite finds files by reading these expressions. */
function addressOf({ isRelaxed, isShared }: Variant): URL {
  if (isRelaxed) {
    return isShared ? new URL('./build/relaxed-shared.wasm', import.meta.url) : new URL('./build/relaxed.wasm', import.meta.url)
  }
  return isShared ? new URL('./build/plain-shared.wasm', import.meta.url) : new URL('./build/plain.wasm', import.meta.url)
}

async function readBytes(address: URL, signal: AbortSignal): Promise<BufferSource> {
  // Node cannot fetch files; asked in this way, it needs no import that a browser's bundle would stumble over.
  if (address.protocol === 'file:') return new Uint8Array(process.getBuiltinModule('node:fs').readFileSync(address))
  const response = await fetch(address, { signal })
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status} ${response.statusText}`)
  return response.arrayBuffer()
}
