import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIGITS } from '../../core/task'
import { axisTicks, hitTest, type LayoutRequest, layoutReading, panelWidth, rowOfStep, stepAt, stepOfRow } from './layout'

const lstm: LayoutRequest = {
  width: 1200,
  height: 560,
  ratio: 1,
  letters: 1,
  steps: 28,
  alongRows: { stride: 1, offset: 0 },
  units: 128,
  maps: 6,
  classes: 10,
  picture: DIGITS.input,
}

describe('layoutReading', () => {
  it('puts gates over states, with the belief under the digit', () => {
    const layout = layoutReading({ ...lstm, width: 1007 })
    expect(layout).toMatchObject({ arrangement: 'split', tiers: 2, row: 7 })
    const [digit, i, , , belief, candidate] = layout.panels
    expect(belief?.kind).toBe('belief')
    expect([belief?.x, panelWidth(belief!)]).toEqual([digit?.x, panelWidth(digit!)])
    expect(candidate?.x).toBe(i?.x)
  })

  it('sets all panels in one strip where two tiers would not be in view at once', () => {
    const layout = layoutReading({ ...lstm, height: 380 })
    expect(layout).toMatchObject({ arrangement: 'strip', tiers: 1, row: 9 })
    expect(layout.panels.map((panel) => panel.kind)).toEqual(['digit', 'map', 'map', 'map', 'map', 'map', 'map', 'belief'])
    expect(layout.width).toBeLessThanOrEqual(1200)
  })

  it('gives a larger screen larger maps', () => {
    const sizes = [
      [1366, 768],
      [1440, 900],
      [1920, 1080],
      [2560, 1440],
      [3840, 2160],
    ].map(([width, height]) => {
      const layout = layoutReading({ ...lstm, width: 0.76 * width!, height: 0.64 * height! })
      return panelWidth(layout.panels[1]!) * layout.height
    })
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(new Set(sizes).size).toBeGreaterThan(3)
  })

  it('leaves large letters the room that they need', () => {
    const screen = { ...lstm, width: 1900, height: 920 }
    for (const letters of [1.25, 1.5, 1.875]) {
      const [usual, large] = [layoutReading(screen), layoutReading({ ...screen, letters })]
      expect(large.axes[0]! - usual.axes[0]!).toBeGreaterThanOrEqual(Math.floor(24 * (letters - 1)))
      expect(large.tiers * (large.height + 66 * letters)).toBeLessThanOrEqual(screen.height)
    }
  })

  it('keeps the arrangement when only the density of the screen changes', () => {
    for (const ratio of [1, 2, 3]) {
      const layout = layoutReading({ ...lstm, ratio })
      expect(layout.arrangement).toBe('split')
      expect(Math.abs(layout.row / ratio - 7)).toBeLessThan(1)
      expect(Math.abs(layout.panels[1]!.cell / ratio - 2)).toBeLessThan(1)
    }
  })

  it('stacks two maps to a tier on a phone', () => {
    const layout = layoutReading({ ...lstm, width: 358, ratio: 2 })
    expect(layout).toMatchObject({ arrangement: 'stack', tiers: 4 })
    // To the edge, but for the mark of the settled answer.
    expect(layout.width).toBeLessThanOrEqual(716)
    expect(layout.width).toBeGreaterThan(690)
    // Each gate beside the state it governs.
    expect(layout.panels.slice(2).map((panel) => panel.index)).toEqual([0, 3, 1, 4, 2, 5])
  })

  it('never overlaps panels, never divides a pixel and stays within the width whenever one map fits', () => {
    const request = fc.record({
      width: fc.double({ min: 300, max: 2600, noNaN: true }),
      height: fc.double({ min: 100, max: 1200, noNaN: true }),
      ratio: fc.constantFrom(1, 1.25, 1.5, 2, 2.625, 3),
      steps: fc.integer({ min: 1, max: 784 }),
      alongRows: fc.constantFrom(null, { stride: 1, offset: 0 }, { stride: 1, offset: 1 }, { stride: 2, offset: 0.5 }),
      units: fc.integer({ min: 1, max: 200 }),
      letters: fc.constantFrom(1, 1.25, 1.5, 1.875),
      maps: fc.integer({ min: 1, max: 6 }),
      classes: fc.constantFrom(0, 10),
      picture: fc.constant(DIGITS.input),
    })
    fc.assert(
      fc.property(request, (given) => {
        const layout = layoutReading(given)
        expect(Number.isInteger(layout.row) && layout.row >= 1).toBe(true)
        expect(layout.width).toBeLessThanOrEqual(Math.floor(given.width * given.ratio))
        expect(layout.rows).toBe(Math.ceil(given.steps / layout.stepsPerRow))
        expect(layout.height).toBeGreaterThanOrEqual(layout.top + layout.rows * layout.row)
        for (const [position, panel] of layout.panels.entries()) {
          const isWhole =
            Number.isInteger(panel.cell) || panel.kind === 'belief' || (panel.kind === 'map' && layout.arrangement === 'stack')
          expect(Number.isInteger(panel.x) && isWhole && panel.cell >= 1).toBe(true)
          expect(panel.x >= layout.axes[panel.tier]! || (panel.kind === 'digit' && given.alongRows === null)).toBe(true)
          const next = layout.panels[position + 1]
          if (next?.tier === panel.tier) expect(next.x).toBeGreaterThan(panel.x + panelWidth(panel))
        }
        expect(layout.panels.filter((panel) => panel.kind === 'map')).toHaveLength(given.maps)
        expect(layout.panels.filter((panel) => panel.kind === 'belief')).toHaveLength(given.classes > 0 ? 1 : 0)
      }),
    )
  })
})

describe('timesteps that are not the digit’s rows', () => {
  it('stands a window of three rows beside its middle one', () => {
    const layout = layoutReading({ ...lstm, steps: 26, alongRows: { stride: 1, offset: 1 } })
    expect(layout).toMatchObject({ rows: 26, row: layout.pixel, top: layout.pixel, height: 28 * layout.pixel })
  })

  it('gives a step that stands for two rows the height of both', () => {
    const layout = layoutReading({ ...lstm, steps: 14, alongRows: { stride: 2, offset: 0 } })
    expect([layout.rows, layout.row, layout.top]).toEqual([14, 2 * layout.pixel, 0])
  })

  it('makes few steps tall and many thin, about as high as the digit', () => {
    for (const [steps, stepsPerRow] of [
      [4, 1],
      [16, 1],
      [49, 1],
    ] as const) {
      const layout = layoutReading({ ...lstm, steps, alongRows: null })
      expect(layout).toMatchObject({ rows: steps, stepsPerRow, top: 0 })
      expect(Math.abs(layout.rows * layout.row - 28 * layout.pixel)).toBeLessThan(steps)
    }
  })

  it('lets lines of the screen stand for several of 784 steps', () => {
    const layout = layoutReading({ ...lstm, steps: 784, alongRows: null, units: 64, height: 380 })
    expect(layout).toMatchObject({ stepsPerRow: 3, rows: 262, row: 1 })
    expect([rowOfStep(layout, 0), rowOfStep(layout, 2), rowOfStep(layout, 3)]).toEqual([0, 0, 1])
    expect([stepOfRow(layout, 0), stepOfRow(layout, 261)]).toEqual([2, 783])
    expect(stepAt(layout, 9999)).toBe(783)
  })

  it('begins the axis of time behind a digit that has no rows of it', () => {
    for (const width of [360, 1007, 1200]) {
      const layout = layoutReading({ ...lstm, steps: 784, alongRows: null, units: 64, width })
      const digit = layout.panels[0]!
      expect(digit.x).toBe(0)
      expect(layout.axes[0]).toBeGreaterThan(panelWidth(digit))
      expect(layout.panels[1]!.x).toBe(layout.axes[0])
    }
  })

  it('finds pixels of a digit that is a picture of its own', () => {
    const layout = layoutReading({ ...lstm, steps: 16, alongRows: null })
    const digit = layout.panels[0]!
    expect(hitTest(layout, 0, digit.x + 3 * digit.cell, 27 * layout.pixel)).toEqual({ panel: digit, row: 27, column: 3 })
  })

  it('has no column for a belief that there is not, and does not split one map from it', () => {
    const layout = layoutReading({ ...lstm, maps: 1, classes: 0, width: 600 })
    expect(layout.panels.map(({ kind }) => kind)).toEqual(['digit', 'map'])
    expect(layoutReading({ ...lstm, maps: 1, width: 320 }).arrangement).toBe('stack')
  })
})

describe('four maps', () => {
  it('stand gates over states on a phone', () => {
    const layout = layoutReading({ ...lstm, maps: 4, width: 358, ratio: 2 })
    expect(layout.panels.map(({ kind, index, tier }) => [kind, index, tier]).slice(2)).toEqual([
      ['map', 0, 1],
      ['map', 1, 1],
      ['map', 2, 2],
      ['map', 3, 2],
    ])
  })
})

describe('hitTest', () => {
  const layout = layoutReading({ ...lstm, ratio: 2, height: 380 })
  const forget = layout.panels[2]!

  it('finds the cell under a point', () => {
    const hit = hitTest(layout, 0, forget.x + 17 * forget.cell + 1, 12 * layout.row + 3)
    expect(hit).toEqual({ panel: forget, row: 12, column: 17 })
  })

  it('finds nothing between panels and beyond the rows', () => {
    expect(hitTest(layout, 0, forget.x - 1, 5)).toBeNull()
    expect(hitTest(layout, 0, forget.x, 28 * layout.row)).toBeNull()
    expect(hitTest(layout, 1, forget.x, 5)).toBeNull()
  })

  it('keeps a dragged scan line on the picture', () => {
    expect([stepAt(layout, -50), stepAt(layout, 12 * layout.row + 1), stepAt(layout, 9999)]).toEqual([0, 12, 27])
  })
})

describe('axisTicks', () => {
  it('numbers the ends and the quarters, and all of a few', () => {
    expect(axisTicks(28)).toEqual([0, 6, 13, 20, 27])
    expect(axisTicks(7)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(axisTicks(2)).toEqual([0, 1])
    expect(axisTicks(1)).toEqual([0])
  })
})
