import type { PlotColors } from './curve-plot'

/** The colours that the style sheet gives the marks now, in a form that a canvas understands. */
export function colorsOf(root: Element): PlotColors {
  const color = (mark: keyof PlotColors): string => {
    const element = root.querySelector(`[data-mark=${mark}]`)
    return element === null ? 'gray' : getComputedStyle(element).getPropertyValue('outline-color')
  }
  return {
    raw: color('raw'),
    band: color('band'),
    smooth: color('smooth'),
    test: color('test'),
    past: color('past'),
    line: color('line'),
    text: color('text'),
  }
}
