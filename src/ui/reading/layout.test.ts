import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LayoutRequest, layoutReading, panelWidth } from './layout'

const lstm: LayoutRequest = { width: 1092, ratio: 1, rows: 28, units: 128, maps: 6, classes: 10, pixels: 28 }

describe('layoutReading', () => {
  it('sets all panels of 128 units in one strip beside the rail of a 1440 px page', () => {
    const layout = layoutReading(lstm)
    expect(layout).toMatchObject({ arrangement: 'strip', tiers: 1, row: 6 })
    expect(layout.panels.map((panel) => panel.kind)).toEqual(['digit', 'map', 'map', 'map', 'map', 'map', 'map', 'belief'])
    expect(layout.width).toBeLessThanOrEqual(1092)
  })

  it('keeps the arrangement when only the density of the screen changes', () => {
    for (const ratio of [1, 2, 3]) {
      const layout = layoutReading({ ...lstm, ratio })
      expect(layout.arrangement).toBe('strip')
      expect(layout.row / ratio).toBeCloseTo(6, 0)
      expect(layout.panels[1]?.cell).toBe(ratio)
    }
  })

  it('puts gates over states where the strip has no room, with the belief under the digit', () => {
    const layout = layoutReading({ ...lstm, width: 676 })
    expect(layout).toMatchObject({ arrangement: 'split', tiers: 2 })
    const [digit, i, , , belief, candidate] = layout.panels
    expect(belief?.kind).toBe('belief')
    expect(belief?.x).toBe(digit?.x)
    expect(candidate?.x).toBe(i?.x)
  })

  it('stacks two maps to a tier on a phone', () => {
    const layout = layoutReading({ ...lstm, width: 358, ratio: 2 })
    expect(layout).toMatchObject({ arrangement: 'stack', tiers: 4 })
    expect(layout.width).toBeLessThanOrEqual(716)
  })

  it('never overlaps panels, never divides a pixel and stays within the width whenever one map fits', () => {
    const request = fc.record({
      width: fc.double({ min: 300, max: 2600, noNaN: true }),
      ratio: fc.constantFrom(1, 1.25, 1.5, 2, 2.625, 3),
      rows: fc.constant(28),
      units: fc.integer({ min: 1, max: 200 }),
      maps: fc.integer({ min: 1, max: 6 }),
      classes: fc.constant(10),
      pixels: fc.constant(28),
    })
    fc.assert(
      fc.property(request, (given) => {
        const layout = layoutReading(given)
        expect(Number.isInteger(layout.row) && layout.row >= 1).toBe(true)
        expect(layout.width).toBeLessThanOrEqual(Math.floor(given.width * given.ratio))
        for (const [position, panel] of layout.panels.entries()) {
          expect(Number.isInteger(panel.x) && Number.isInteger(panel.cell) && panel.cell >= 1).toBe(true)
          const next = layout.panels[position + 1]
          if (next?.tier === panel.tier) expect(next.x).toBeGreaterThan(panel.x + panelWidth(panel))
        }
        expect(layout.panels.filter((panel) => panel.kind === 'map')).toHaveLength(given.maps)
      }),
    )
  })
})
