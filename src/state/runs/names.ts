import { type KeptRun, RUN_COLOURS } from './kept-run'
import { unitsOf } from './units'

/** An id that no other run has, of this tab or another; `crypto.randomUUID` is not there over plain http. */
export function newId(): string {
  const [chance = 0] = crypto.getRandomValues(new Uint32Array(1))
  return `${Date.now().toString(36)}-${chance.toString(36)}`
}

/** What a run is called before somebody names it: its network's name and a number, in any language. */
export function nextName(model: string, runs: readonly KeptRun[]): string {
  const numbers = unitsOf(runs).map(({ name }) => (name.startsWith(`${model} `) ? Number(name.slice(model.length + 1)) : 0))
  return `${model} ${1 + Math.max(0, ...numbers.filter(Number.isInteger))}`
}

/** The colour that the fewest have, the first of several. */
export function nextColour(runs: readonly KeptRun[]): number {
  const uses = Array.from({ length: RUN_COLOURS }, () => 0)
  for (const { colour } of unitsOf(runs)) uses[colour]!++
  return uses.indexOf(Math.min(...uses))
}

/** Name, colour and group of a run that joins the others. @param group  its id; null for a run alone */
export function labelsFor(model: string, group: string | null, runs: readonly KeptRun[]): Pick<KeptRun, 'name' | 'colour' | 'group'> {
  const members = runs.filter((run) => group !== null && run.group?.id === group)
  const colour = members[0]?.colour ?? nextColour(runs)
  if (group === null) return { name: nextName(model, runs), colour, group: null }
  const name = members[0]?.group?.name ?? nextName(model, runs)
  return { name: `${name}.${members.length + 1}`, colour, group: { id: group, name } }
}
