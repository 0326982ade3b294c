import { type FigureStyle, figureStyle } from './scene'

/** The page's colours and faces as they are now: `tokens.css` says two of each, and the browser knows which. */
export function pageStyle(): FigureStyle {
  const probe = document.createElement('span')
  probe.hidden = true
  document.body.append(probe)
  try {
    const colour = (name: string): string => {
      probe.style.color = `var(--${name})`
      return getComputedStyle(probe).color
    }
    const font = (name: string): string => {
      probe.style.fontFamily = `var(--font-${name})`
      return getComputedStyle(probe).fontFamily
    }
    return figureStyle(colour, font)
  } finally {
    probe.remove()
  }
}
