/** What a browser offers of what the page uses where it is there; sent to the page as its source text. */
export async function offers(): Promise<Record<string, boolean>> {
  const module = (...body: number[]) => WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, ...body]))
  const adapter = (await (navigator.gpu as GPU | undefined)?.requestAdapter()) ?? null
  return {
    WebGPU: adapter !== null,
    'WebGPU with subgroups': adapter?.features.has('subgroups') ?? false,
    'WebAssembly SIMD': module(1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11),
    'relaxed SIMD': module(1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11),
    'shared memory': typeof SharedArrayBuffer !== 'undefined',
    OffscreenCanvas: typeof OffscreenCanvas !== 'undefined',
    DecompressionStream: typeof DecompressionStream !== 'undefined',
    'pointer events': typeof PointerEvent !== 'undefined',
    'coalesced pointer events': 'getCoalescedEvents' in PointerEvent.prototype,
    '`pointerrawupdate`': 'onpointerrawupdate' in window,
    MathML: 'MathMLElement' in window,
    '`:has()`': CSS.supports('selector(:has(a))'),
    '`requestIdleCallback`': 'requestIdleCallback' in window,
    '`scheduler.yield`': 'scheduler' in window,
    'long tasks': PerformanceObserver.supportedEntryTypes.includes('longtask'),
    'filters on a canvas': 'filter' in CanvasRenderingContext2D.prototype,
  }
}

/** The page does not work without these. */
export const REQUIRED = ['WebAssembly SIMD', 'DecompressionStream', 'pointer events', 'MathML'] as const
