import type { Decoder } from '../../core/decode'
import type { HostContext } from '../context'

/** What both sides know of a request. The page checks results, the worker checks parameters. */
export interface RequestDefinition<Params, Result> {
  readonly params: Decoder<Params>
  readonly result: Decoder<Result>
}

/** How the worker answers a request; what it computes with, it has from the host. */
export type Answer<Definition> =
  Definition extends RequestDefinition<infer Params, infer Result> ? (params: Params, host: HostContext) => Promise<Result> : never

/**
 * Memory that goes over to the page with a result instead of being copied; nothing else may use it. Parameters are always copied: the page keeps its pictures
 * and files, for the next worker among others.
 */
export type Transfer<Definition> =
  Definition extends RequestDefinition<unknown, infer Result> ? (result: Result) => readonly ArrayBuffer[] : never
