/** What the readout says of one cell, and how it is written without rendering. */

import type { Trace } from '../../nn/engine'
import type { SignalDeclaration } from '../../nn/spec/definition'
import type { Cursor } from '../../state/app-state'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'
import { className } from '../kit/task'
import { setData } from '../kit/dom'
import { findBelief, findSignal, type ModelView, type SequenceLayer, signalValue } from './layers'
import { stepPlace } from './words'

/** One number of the reading and where it stands; steps, units, rows and columns count from 0. */
export type Reading =
  | {
      readonly kind: 'signal'
      readonly name: string
      readonly symbol: string
      readonly step: number
      readonly unit: number
      readonly value: number
    }
  | { readonly kind: 'belief'; readonly step: number; readonly unit: number; readonly value: number }
  /** Of the drawing: `step` is its row, `unit` its column. */
  | { readonly kind: 'pixel'; readonly step: number; readonly unit: number; readonly value: number }

/** The belief in a class at a step of its own; null when nothing was read yet. */
export function readBelief(trace: Trace | null, model: ModelView, believed: number, step: number, label: number): Reading | null {
  const belief = findBelief(trace, model.belief)
  const value = belief?.data[believed * (model.belief?.classes ?? 0) + label]
  return value === undefined ? null : { kind: 'belief', step, unit: label, value }
}

/** The ink of a pixel as the model has read it. */
export function readPixel(trace: Trace | null, { order, task }: ModelView, row: number, column: number): Reading | null {
  const value = trace?.input.data[order.indexOf(row * task.input.width + column)]
  return value === undefined ? null : { kind: 'pixel', step: row, unit: column, value }
}

/** The value at the keyboard's cursor; null before a unit was picked. */
export function readPick(trace: Trace | null, layer: SequenceLayer, cursor: Cursor): Reading | null {
  const signal = layer.signals.find(({ name }) => name === cursor.signal) ?? layer.signals[0]
  if (trace === null || cursor.unit === null || signal === undefined) return null
  return readSignal(trace, layer, signal, cursor.step, cursor.unit)
}

export function readSignal(
  trace: Trace | null,
  layer: SequenceLayer,
  { name, symbol }: SignalDeclaration,
  step: number,
  unit: number,
): Reading | null {
  const signal = findSignal(trace, layer, name)
  const value = signal && signalValue(signal, step, unit)
  return value === null ? null : { kind: 'signal', name, symbol, step, unit, value }
}

/**
 * Writes words and number into the output, and the same as data for those who need every digit: `data-signal` (a signal's name, `belief` or
 * `pixel`), `data-step` and `data-unit` from 0, `data-value` as the float32 it is.
 */
export function writeReadout(
  output: HTMLOutputElement,
  reading: Reading | null,
  place: (reading: Reading) => string,
  messages: Messages,
  format: Format,
): void {
  setData(output, 'signal', reading === null ? null : reading.kind === 'signal' ? reading.name : reading.kind)
  setData(output, 'step', reading && reading.step)
  setData(output, 'unit', reading && reading.unit)
  setData(output, 'value', reading && reading.value)
  if (reading === null) {
    writeText(output, messages.reading.readout.hint, '')
    return
  }
  const value = reading.kind === 'belief' ? format.probability(reading.value) : format.decimal(reading.value, 3)
  writeText(output, messages.reading.readout.joined(place(reading)), value)
}

/** Where the number stands, for people, who count steps, units and columns from 1. */
export function readingPlace(reading: Reading, messages: Messages, model: ModelView, layer: SequenceLayer): string {
  const { readout } = messages.reading
  switch (reading.kind) {
    case 'signal':
      return readout.signal(reading.symbol, reading.unit + 1, stepPlace(messages, model, layer, reading.step))
    case 'belief':
      return readout.belief(className(model.task, reading.unit, messages), stepPlace(messages, model, layer, reading.step))
    case 'pixel':
      return readout.pixel(reading.unit + 1, reading.step + 1)
    default:
      return reading satisfies never
  }
}

/** Words, and the number after them set apart. */
export function writeText(output: HTMLOutputElement, text: string, value: string): void {
  const strong = document.createElement('strong')
  strong.textContent = value
  if (output.textContent !== text + value) output.replaceChildren(text, strong)
}
