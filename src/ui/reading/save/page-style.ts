import type { FigureColours, FigureFonts } from './scene'

/** The page's colours and faces as they are now: `tokens.css` says two of each, and the browser knows which. */
export function pageStyle(): { readonly colours: FigureColours; readonly fonts: FigureFonts } {
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
    return {
      colours: {
        paper: colour('paper'),
        sunken: colour('sunken'),
        field: colour('field'),
        ink: colour('ink'),
        ink2: colour('ink-2'),
        ink3: colour('ink-3'),
        accent: colour('accent'),
      },
      fonts: { text: font('text'), title: font('title'), math: font('math') },
    }
  } finally {
    probe.remove()
  }
}
