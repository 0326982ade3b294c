import type { HTMLAttributes, Key } from 'react'

interface MathProps extends HTMLAttributes<Element> {
  key?: Key
  display?: 'block' | 'inline'
  stretchy?: 'true' | 'false'
  accent?: 'true' | 'false'
  mathvariant?: 'normal'
}

/** React renders MathML in its namespace; its types do not list the elements. Those the equations use, of MathML Core. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      math: MathProps
      mrow: MathProps
      mi: MathProps
      mn: MathProps
      mo: MathProps
      mover: MathProps
      munder: MathProps
      mfrac: MathProps
      msqrt: MathProps
      msup: MathProps
      msub: MathProps
      msubsup: MathProps
      munderover: MathProps
      mtable: MathProps
      mtr: MathProps
      mtd: MathProps
    }
  }
}
