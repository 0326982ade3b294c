import { installDawn } from '../scripts/dawn/dawn.ts'
import { openSources } from '../scripts/dawn/sources.ts'
import { serveDigits, type Bench, type Place } from './browser.ts'
import type { CallName, Calls } from './calls.ts'
import { UsageError } from './options.ts'

/** The benchmark in Node, on the GPU that Dawn finds: our engine and the limits, without a browser. */

/** The same calls as on a page, on this thread. @throws DawnMissingError */
export async function openNodeBench(digits: Uint8Array): Promise<Bench> {
  await installDawn()
  const sources = await openSources({ plugins: [serveDigits(digits)] })
  // A page knows by its address where the digits are.
  Object.defineProperty(globalThis, 'location', { value: new URL(sources.address), configurable: true })
  const { answer } = await sources.load<{ answer: () => Calls }>('bench/answer.ts')
  const place = (calls: Calls): Place => ({
    async call<Name extends CallName>(name: Name, ...argument: Parameters<Calls[Name]>): Promise<Awaited<ReturnType<Calls[Name]>>> {
      const answered: unknown = await Reflect.apply(calls[name], calls, argument)
      // The compiler does not follow a method and its answer through the name of the method.
      return answered as Awaited<ReturnType<Calls[Name]>>
    },
    get page(): never {
      throw new UsageError('--node: in Node there is no page; leave --node out')
    },
    close: async () => calls.close(),
  })
  return {
    browserName: `Node ${process.versions.node}, Dawn`,
    adapter: () => answer().adapter(),
    open: async () => place(answer()),
    newContext: () => Promise.reject(new UsageError('--node: in Node there is no page; leave --node out')),
    close: () => sources.close(),
  }
}
