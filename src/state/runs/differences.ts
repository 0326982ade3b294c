import { type Fact, factOwners, type FactValue, isSameValue, keyOf, type Several } from './facts'

type Known = Fact<FactValue | Several>

/** A field in which runs differ. */
export interface Difference extends Pick<Fact, 'owner' | 'layer' | 'field'> {
  /** One for every run; undefined where it has no such field. */
  readonly values: readonly (FactValue | Several | undefined)[]
}

/** Every field in which runs differ, in the order of their owners. @param columns  what each was made of */
export function differencesOf(columns: readonly (readonly Known[])[]): readonly Difference[] {
  const known = columns.map((facts) => new Map(facts.map((fact) => [keyOf(fact), fact])))
  const all = new Map(columns.flatMap((facts) => facts.map((fact): [string, Known] => [keyOf(fact), fact])))
  return [...all]
    .map(([key, { owner, layer, field }]) => ({ owner, layer, field, facts: known.map((facts) => facts.get(key)) }))
    .filter(({ facts }) => isWorthTelling(facts))
    .toSorted((a, b) => factOwners.indexOf(a.owner) - factOwners.indexOf(b.owner))
    .map(({ facts, ...difference }) => ({ ...difference, values: facts.map((fact) => fact?.value) }))
}

/** Of a layer that not all have, which the list of layers tells, only what somebody has set. */
function isWorthTelling(facts: readonly (Known | undefined)[]): boolean {
  const present = facts.filter((fact) => fact !== undefined)
  if (present.length < facts.length && present.every(({ isUsual }) => isUsual)) return false
  return facts.some((fact) => !isSameValue(fact?.value, facts[0]?.value))
}
