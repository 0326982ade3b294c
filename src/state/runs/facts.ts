import { taskOf } from '../../core/task'
import { withDefaults } from '../../nn/spec/fields'
import { inputFields, inputFieldsThatMatter } from '../../nn/spec/input'
import type { LayerSpec, ModelSpec } from '../../nn/spec/model-spec'
import { layerDefinitions } from '../../nn/spec/registry'
import type { RunSettings } from '../../nn/spec/training'
import type { KeptRun, RunData } from './kept-run'

export type FactValue = string | number | boolean | null | readonly FactValue[]

/** Values that the runs of a group have, each once. */
export interface Several {
  readonly each: readonly FactValue[]
}

/** What has a field, in the order in which differences are told. */
export const factOwners = [
  'settings',
  'schedule',
  'loss',
  'optimizer',
  'augment',
  'earlyStopping',
  'layer',
  'input',
  'network',
  'data',
  'run',
] as const
export type FactOwner = (typeof factOwners)[number]

/** Something that a run was made of, by the name that its definition has. */
export interface Fact<Value = FactValue> {
  readonly owner: FactOwner
  /** Of the owner `layer`: as Keras numbers it, or `answer` for the last one. */
  readonly layer: string | null
  readonly field: string
  readonly value: Value
  /** The field is at its default. */
  readonly isUsual: boolean
}

/** The last layer, whatever stands before it. */
export const ANSWER = 'answer'

/** Everything that a run was made of. Fields and their names come from the objects that describe it: nothing is listed here. */
export function factsOf({ settings, spec, data, start, engine }: Pick<KeptRun, 'settings' | 'spec' | 'data' | 'start' | 'engine'>): Fact[] {
  return [
    ...factsOfSettings(settings),
    ...factsOfNetwork(spec),
    ...facts('data', factsOfData(data)),
    ...facts('run', { start, engine: engine.kind, adapter: engine.adapter }),
  ]
}

/** What the runs of a group were made of. */
export function factsOfAll(runs: readonly Parameters<typeof factsOf>[0][]): readonly Fact<FactValue | Several>[] {
  const [first = [], ...others] = runs.map(factsOf)
  const known = others.map((facts) => new Map(facts.map((fact) => [keyOf(fact), fact])))
  return first.map((fact) => {
    const values = [fact, ...known.flatMap((facts) => facts.get(keyOf(fact)) ?? [])].map(({ value }) => value)
    const each = values.filter((value, place) => values.findIndex((other) => isSameValue(other, value)) === place)
    return each.length === 1 ? fact : { ...fact, value: { each } }
  })
}

/** Which field of which owner it is about. */
export function keyOf({ owner, layer, field }: Pick<Fact, 'owner' | 'layer' | 'field'>): string {
  return `${owner} ${layer ?? ''} ${field}`
}

export function isSameValue(a: FactValue | Several | undefined, b: FactValue | Several | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function factsOfSettings({ schedule, loss, optimizer, augment, earlyStopping, ...plain }: RunSettings): readonly Fact[] {
  const { changes, ...planned } = schedule
  return [
    ...facts('settings', plain),
    ...facts('schedule', { ...planned, changes: changes.map(({ step, learningRate }) => [step + 1, learningRate]) }),
    ...facts('loss', loss),
    ...facts('optimizer', optimizer),
    ...facts('augment', augment),
    ...facts('earlyStopping', earlyStopping ?? {}),
  ]
}

function factsOfNetwork(spec: ModelSpec): readonly Fact[] {
  const names = layerNames(spec.layers)
  return [
    ...spec.layers.flatMap((layer, place) => factsOfLayer(layer, names[place]!)),
    ...factsOfInput(spec.input),
    ...facts('network', { layers: names.map((name, place) => (name === ANSWER ? spec.layers[place]!.type : name)), task: taskOf(spec).id }),
  ]
}

/** Of the fields that make a difference: rows have no patches. */
function factsOfInput(input: ModelSpec['input']): readonly Fact[] {
  return inputFieldsThatMatter(input).flatMap((field) =>
    facts('input', { [field]: input[field] }).map((fact) => ({ ...fact, isUsual: fact.value === inputFields[field].default })),
  )
}

function factsOfLayer(layer: LayerSpec, name: string): readonly Fact[] {
  const { fields } = layerDefinitions[layer.type]
  const usual = new Map(Object.entries(fields).map(([field, definition]) => [field, definition.default]))
  const { type: _, ...values } = withDefaults({ ...layer }, fields)
  return facts('layer', values).map((fact) => ({ ...fact, layer: name, isUsual: isSameValue(usual.get(fact.field), fact.value) }))
}

/** As Keras numbers them, the answering one apart. */
function layerNames(layers: readonly LayerSpec[]): readonly string[] {
  const seen = new Map<string, number>()
  return layers.map(({ type }, place) => {
    if (place === layers.length - 1) return ANSWER
    const count = seen.get(type) ?? 0
    seen.set(type, count + 1)
    return count === 0 ? type : `${type}_${count}`
  })
}

/** Every set with the number of its training examples. */
function factsOfData({ kind, trainCount, also = [] }: RunData): object {
  const first = also.reduce((left, other) => left - other.trainCount, trainCount)
  return { sets: [[kind, first], ...also.map((other) => [other.kind, other.trainCount])] }
}

/** All fields of a plain object. */
function facts(owner: FactOwner, object: object): readonly Fact[] {
  return Object.entries(object).map(([field, value]) => ({ owner, layer: null, field, value: asFactValue(value), isUsual: false }))
}

/** What a list of values is, and not one of a group's. */
export function isList(value: FactValue | Several | undefined): value is readonly FactValue[] {
  return Array.isArray(value)
}

function asFactValue(value: unknown): FactValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  return Array.isArray(value) ? value.map(asFactValue) : JSON.stringify(value)
}
