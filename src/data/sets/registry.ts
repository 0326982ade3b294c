import { choice, type Decoder } from '../../core/decode'
import type { LabelledImages } from '../../core/images'
import { isSameTask, type Task } from '../../core/task'
import type { SetDefinition } from './definition'
import { namingIds } from '../own/names'
import { shippedSets, type DataSourceKind, type ShippedSet } from './shipped'
import { extraSets } from './extra-sets'

/** Every data set that the page comes with, by its id; the first of a task is the one that the page loads by itself. */
export const dataSets: Readonly<Record<ShippedSet, SetDefinition>> = { ...shippedSets, ...extraSets }

export const dataSetIds: readonly ShippedSet[] = Object.keys(dataSets).filter(isDataSet)

/** The set's id from outside. */
export const decodeDataSet: Decoder<DataSourceKind> = choice(...dataSetIds, 'own', 'hand')

/** The types know the sets that are shipped; one of the tests is a set like any other. */
function isDataSet(id: string): id is ShippedSet {
  return Object.hasOwn(dataSets, id)
}

/** Its definition; null for what the visitor brought or wrote, of which only those know who have it. */
export function definitionOf(id: DataSourceKind): SetDefinition | null {
  return id === 'own' || id === 'hand' ? null : dataSets[id]
}

/** Whether the pictures are made on the spot. */
export function isMadeSet(id: DataSourceKind): boolean {
  return definitionOf(id)?.isMade ?? false
}

/** Test pictures of a set that is made. @throws RangeError for any other */
export async function sampleOf(id: DataSourceKind, count: number): Promise<LabelledImages> {
  const made = await definitionOf(id)?.sample?.(count)
  if (made === undefined) throw new RangeError(`${id} has to be loaded`)
  return made
}

/** A set of a task whose test pictures can be made; null where there is none. */
export function madeSetOf(task: Task): ShippedSet | null {
  return dataSetIds.find((id) => dataSets[id].sample !== undefined && isSameTask(dataSets[id].task, task)) ?? null
}

/** A set that can be mixed with this one: made on the spot, of the same task; null where there is no other. */
export function madeBeside(id: ShippedSet): ShippedSet | null {
  const made = madeSetOf(dataSets[id].task)
  return made === id ? null : made
}

/** The set to take where this one cannot be had. */
export function standInFor(id: DataSourceKind): ShippedSet | null {
  const standIn = definitionOf(id)?.standIn ?? null
  return standIn !== null && isDataSet(standIn) ? standIn : null
}

/** Whether the set makes other pictures for copies of its training examples (`SetDefinition`). */
export function makesCopies(id: DataSourceKind): boolean {
  return definitionOf(id)?.makesCopies ?? false
}

/** What the page loads by itself for a task; null where there is nothing. */
export function firstSetOf(task: Task): DataSourceKind | null {
  return dataSetIds.find((id) => isSameTask(dataSets[id].task, task)) ?? (isOwnTask(task) ? 'own' : null)
}

/** A task that sets of visitors have: the one that was kept may be of it. */
function isOwnTask({ id }: Task): boolean {
  return id === 'own' || namingIds.some((naming) => naming === id)
}
