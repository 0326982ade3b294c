import { describe, expect, it } from 'vitest'
import { neighbourSize, widthByPressure } from './tools'

describe('tools of the pad', () => {
  it('have lines that follow each other', () => {
    expect(neighbourSize('medium', 1, true)).toBe('thick')
    expect(neighbourSize('thick', 1, true)).toBe('thin')
    expect(neighbourSize('thick', 1, false)).toBe('thick')
    expect(neighbourSize('thin', -1, false)).toBe('thin')
  })

  it('widen under a pen that is pressed, and under nothing else', () => {
    expect(widthByPressure(0.07, 0.5, 'pen')).toBeCloseTo(0.07)
    expect(widthByPressure(0.07, 1, 'pen')).toBeCloseTo(0.091)
    expect(widthByPressure(0.07, 0, 'pen')).toBe(0.07)
    expect(widthByPressure(0.07, 1, 'touch')).toBe(0.07)
    expect(widthByPressure(0.07, 0.5, 'mouse')).toBe(0.07)
  })
})
