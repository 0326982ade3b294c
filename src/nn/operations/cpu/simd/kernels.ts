import type { KernelArgument } from '../arithmetic/primitive'

/** Calls a function of a module of `assembly/`; the list is its own to change. Where the function gives nothing, so does this. */
export type Kernel = (passed: KernelArgument[]) => number

/** @throws TypeError for a module that was made of other sources, at once or when the kernel is called */
export function bindKernel(exports: WebAssembly.Exports, name: string): Kernel {
  const run = exports[name]
  if (!isFunction(run)) throw new TypeError(`kernel ${name}: not in the module; \`npm run wasm\` makes the modules anew`)
  const count = run.length
  return (passed) => {
    if (passed.length !== count) throw new TypeError(`kernel ${name}: takes ${count} numbers, not ${passed.length}`)
    for (let place = 0; place < count; place++) {
      const argument = passed[place]
      if (typeof argument === 'object') passed[place] = argument === null ? 0 : argument.byteOffset
    }
    return run(...passed)
  }
}

function isFunction(exported: WebAssembly.ExportValue | undefined): exported is (...passed: KernelArgument[]) => number {
  return typeof exported === 'function'
}
