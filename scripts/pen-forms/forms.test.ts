import { expect, it } from 'vitest'
import type { Point } from '../../src/data/strokes'
import { FORM_RULES } from './forms'

/** Names of the rules that hold for a made digit. */
function formsOf(label: number, ...lines: Point[][]): string[] {
  return FORM_RULES.filter((rule) => rule.label === label && rule.holds({ label, writer: 1, lines })).map(({ name }) => name)
}

const RIM = Array.from({ length: 41 }, (_, step): Point => [
  0.5 - 0.2 * Math.sin((step * Math.PI) / 20),
  0.5 - 0.3 * Math.cos((step * Math.PI) / 20),
])

it('tells the ways round a zero', () => {
  expect(formsOf(0, RIM)).toEqual([])
  expect(formsOf(0, RIM.toReversed())).toEqual(['clockwise'])
  expect(formsOf(0, [...RIM, ...RIM.slice(1, 12)])).toEqual(['runs on beside its beginning, or curls'])
})

it('sees flag and foot of a one', () => {
  const flag: Point[] = [
    [0.3, 0.5],
    [0.5, 0.2],
    [0.5, 0.8],
  ]
  const foot: Point[] = [
    [0.3, 0.8],
    [0.7, 0.8],
  ]
  expect(formsOf(1, flag.slice(1))).toEqual([])
  expect(formsOf(1, flag, foot)).toEqual(['flag', 'flag longer than a quarter of the height', 'foot'])
})

it('tells a four like lightning from one that rises', () => {
  const down: Point[] = [
    [0.5, 0.2],
    [0.3, 0.5],
    [0.6, 0.5],
  ]
  expect(formsOf(4, [...down, [0.5, 0.8]])).toEqual(['in one line', 'like lightning: one line that hardly rises'])
  expect(formsOf(4, [...down, [0.6, 0.3], [0.5, 0.8]])).toEqual(['in one line'])
})

it('finds the loop of a two, and where the tail of a nine ends', () => {
  const loop: Point[] = [
    [0.3, 0.3],
    [0.6, 0.3],
    [0.3, 0.8],
    [0.3, 0.6],
    [0.7, 0.8],
  ]
  expect(formsOf(2, loop)).toEqual(['loop below'])
  const nine = (end: Point): Point[] => [[0.7, 0.3], [0.4, 0.3], [0.7, 0.45], [0.7, 0.7], end]
  expect(formsOf(9, nine([0.3, 0.8]))).toEqual(['tail ends left of the ring'])
  expect(formsOf(9, nine([0.7, 0.9]))).toEqual(['tail ends under the right half, or to the right'])
})
