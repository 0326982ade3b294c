/** Names that errors tell by their codes, as either language calls them. */

import { engineKindNames, engineKindOf, engineKinds, type EngineKind } from '../../nn/engine-kinds'
import type { tasks } from './messages/en/tasks'

/** How an address asks for each engine. */
export const ENGINE_ADDRESSES: readonly string[] = engineKindNames.map((kind) => `?engine=${kind}`)

/** A worker of another version may have an engine that this page does not know. */
export function engineNamed(engine: string, words: Readonly<Record<EngineKind, { readonly name: string }>>): string {
  const kind = engineKindOf(engine)
  return kind === null ? engine : words[kind].name
}

export function isHardwareEngine(engine: string): boolean {
  const kind = engineKindOf(engine)
  return kind !== null && engineKinds[kind].isHardware
}

/** A task that the page has no words for is called by its id. */
export function taskTitled(id: string, { known }: typeof tasks): string {
  return (Object.hasOwn(known, id) ? known[id]?.title : undefined) ?? id
}
