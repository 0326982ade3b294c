import fc from 'fast-check'
import type { CaseInputs } from '../case-inputs'

/** Runs one primitive over arrays of the inputs. @returns its number, where it has one */
export type PrimitiveCase = (inputs: CaseInputs) => number | void

/** For every primitive of a group, by its name: runs of random sizes. */
export type Cases<Group> = { readonly [Name in keyof Group]: fc.Arbitrary<PrimitiveCase> }

/** 1 … max, often so small that no vector is full. */
export const size = (max: number) =>
  fc.oneof({ weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) }, { weight: 2, arbitrary: fc.integer({ min: 1, max }) })

export const length = size(200)
export const matrix = fc.record({ rows: size(20), columns: size(70) })
export const cells = fc.record({ batch: size(5), units: size(40) })
