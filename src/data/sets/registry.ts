import { choice, type Decoder } from '../../core/decode'
import type { LabelledImages } from '../../core/images'
import { isSameTask, type Task } from '../../core/task'
import type { SetDefinition } from './definition'
import { shippedSets, type DataSourceKind } from './shipped'
import { extraSets } from './extra-sets'

/** Every data set, by its id; the first of a task is the one that the page loads by itself. */
export const dataSets: Readonly<Record<DataSourceKind, SetDefinition>> = { ...shippedSets, ...extraSets }

export const dataSetIds: readonly DataSourceKind[] = Object.keys(dataSets).filter(isDataSet)

/** The set's id from outside. */
export const decodeDataSet: Decoder<DataSourceKind> = choice(...dataSetIds)

/** The types know the sets that are shipped; one of the tests is a set like any other. */
function isDataSet(id: string): id is DataSourceKind {
  return Object.hasOwn(dataSets, id)
}

/** Test pictures of a set that is made. @throws RangeError for any other */
export async function sampleOf(id: DataSourceKind, count: number): Promise<LabelledImages> {
  const made = await dataSets[id].sample?.(count)
  if (made === undefined) throw new RangeError(`${id} has to be loaded`)
  return made
}

/** A set of a task whose test pictures can be made; null where there is none. */
export function madeSetOf(task: Task): DataSourceKind | null {
  return dataSetIds.find((id) => dataSets[id].sample !== undefined && isSameTask(dataSets[id].task, task)) ?? null
}

/** A set that can be mixed with this one: made on the spot, of the same task; null where there is no other. */
export function madeBeside(id: DataSourceKind): DataSourceKind | null {
  const made = madeSetOf(dataSets[id].task)
  return made === id ? null : made
}

/** The set to take where this one cannot be had. */
export function standInFor(id: DataSourceKind): DataSourceKind | null {
  const { standIn } = dataSets[id]
  return standIn !== null && isDataSet(standIn) ? standIn : null
}

/** Whether the set makes other pictures for copies of its training examples (`SetDefinition`). */
export function makesCopies(id: DataSourceKind): boolean {
  return dataSets[id].makesCopies ?? false
}

/** What the page loads by itself for a task; null where there is nothing. */
export function firstSetOf(task: Task): DataSourceKind | null {
  return dataSetIds.find((id) => isSameTask(dataSets[id].task, task)) ?? null
}
