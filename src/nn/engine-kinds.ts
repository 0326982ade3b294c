/** What an engine kind is, for code that chooses one; `engines/registry.ts` creates engines, and words for people are in `ui/kit/messages`. */
export interface EngineKindDescription {
  /** Computes on a device of its own, which may be absent, emulated or lost; the others compute on the CPU, everywhere. */
  readonly isHardware: boolean
  /** Its models can say where the time of a training step goes. */
  readonly canProfile: boolean
}

/** Every engine kind, the best first; one that is added here is offered and measured, and needs a line in `engines/registry.ts`. */
export const engineKinds = {
  webgpu: { isHardware: true, canProfile: true },
  cpu: { isHardware: false, canProfile: false },
} as const satisfies Readonly<Record<string, EngineKindDescription>>

export type EngineKind = keyof typeof engineKinds

/** What is known of each kind, by its name. */
export type EngineKinds<Kind extends string> = Readonly<Record<Kind, EngineKindDescription>>

function isKindOf<Kind extends string>(kinds: EngineKinds<Kind>, name: string): name is Kind {
  return Object.hasOwn(kinds, name)
}

/** Names of the kinds, the best first. */
export function kindNames<Kind extends string>(kinds: EngineKinds<Kind>): readonly Kind[] {
  return Object.keys(kinds).filter((name) => isKindOf(kinds, name))
}

export const engineKindNames = kindNames<EngineKind>(engineKinds)

/** Kinds that run on every machine, the best first. */
export function kindsEverywhere<Kind extends string>(kinds: EngineKinds<Kind>): readonly Kind[] {
  return kindNames(kinds).filter((kind) => !kinds[kind].isHardware)
}

/** A kind by its name, from where names are only text; null for none that there is. */
export function engineKindOf(name: string): EngineKind | null {
  return isKindOf(engineKinds, name) ? name : null
}

/** What answers where no better engine can, or not yet. */
export const everywhereKind: EngineKind = 'cpu'

/** Something for every kind. */
export function forEveryKind<T>(make: (kind: EngineKind) => T): Readonly<Record<EngineKind, T>> {
  // Every kind has its entry; a loop over names cannot tell the compiler.
  return Object.fromEntries(engineKindNames.map((kind) => [kind, make(kind)])) as Record<EngineKind, T>
}
