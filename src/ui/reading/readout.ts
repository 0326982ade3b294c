/** What the readout says of one cell, and how it is written without rendering. */

import type { Trace } from '../../nn/engine'
import type { SignalDeclaration } from '../../nn/spec/definition'
import type { Cursor } from '../../state/app-state'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'
import { setData } from './dom'
import type { Hit } from './layout'
import { findSignal, type RecurrentLayer, signalValue } from './signals'

/** One number of the reading and where it stands; steps, units and columns count from 0. */
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
  | { readonly kind: 'pixel'; readonly step: number; readonly unit: number; readonly value: number }

/** The value of a cell under the pointer; null when nothing was read yet. `signal` is that of the hit map. */
export function readHit(trace: Trace | null, layer: RecurrentLayer, hit: Hit, signal: SignalDeclaration | null): Reading | null {
  if (trace === null) return null
  const { row: step, column: unit } = hit
  if (hit.panel.kind === 'map') return signal === null ? null : readSignal(trace, layer, signal, step, unit)
  const tensor = hit.panel.kind === 'belief' ? trace.belief : trace.input
  const value = tensor.data[step * (tensor.shape[1] ?? 0) + unit]
  if (value === undefined) return null
  return { kind: hit.panel.kind === 'belief' ? 'belief' : 'pixel', step, unit, value }
}

/** The value at the keyboard's cursor; null before a unit was picked. */
export function readPick(trace: Trace | null, layer: RecurrentLayer, cursor: Cursor): Reading | null {
  const signal = layer.signals.find(({ name }) => name === cursor.signal) ?? layer.signals[0]
  if (trace === null || cursor.unit === null || signal === undefined) return null
  return readSignal(trace, layer, signal, cursor.step, cursor.unit)
}

function readSignal(trace: Trace, layer: RecurrentLayer, { name, symbol }: SignalDeclaration, step: number, unit: number): Reading | null {
  const signal = findSignal(trace, layer, name)
  const value = signal && signalValue(signal, step, unit)
  return value === null ? null : { kind: 'signal', name, symbol, step, unit, value }
}

/**
 * Writes words and number into the output, and the same as data for those who need every digit: `data-signal` (a signal's name, `belief` or
 * `pixel`), `data-step` and `data-unit` from 0, `data-value` as the float32 it is.
 */
export function writeReadout(output: HTMLOutputElement, reading: Reading | null, messages: Messages, format: Format): void {
  setData(output, 'signal', reading === null ? null : reading.kind === 'signal' ? reading.name : reading.kind)
  setData(output, 'step', reading && reading.step)
  setData(output, 'unit', reading && reading.unit)
  setData(output, 'value', reading && reading.value)
  if (reading === null) {
    setWords(output, messages.reading.readout.hint, '')
    return
  }
  const value = reading.kind === 'belief' ? format.probability(reading.value) : format.decimal(reading.value, 3)
  setWords(output, messages.reading.readout.joined(readingPlace(reading, messages)), value)
}

/** Where the number stands, for people, who count rows, units and columns from 1. */
function readingPlace(reading: Reading, { reading: { readout } }: Messages): string {
  const row = reading.step + 1
  switch (reading.kind) {
    case 'signal':
      return readout.signal(reading.symbol, reading.unit + 1, row)
    case 'belief':
      return readout.belief(reading.unit, row)
    case 'pixel':
      return readout.pixel(reading.unit + 1, row)
    default:
      return reading satisfies never
  }
}

function setWords(output: HTMLOutputElement, text: string, value: string): void {
  const strong = document.createElement('strong')
  strong.textContent = value
  if (output.textContent !== text + value) output.replaceChildren(text, strong)
}
