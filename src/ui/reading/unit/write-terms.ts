/** Puts the numbers of a step into equations that stand already, at the pen's rate. */

import type { StepTerms } from '../../../nn/spec/cell'
import type { Format } from '../../kit/format'
import { setData, setText } from '../../kit/dom'
import { addUp } from './add-up'

/**
 * Where a number goes: `<signal>/<part>`. Elements with `data-term` take the number, those with `data-sign` the operator before it. Parts of a weighted sum are `input`,
 * `recurrent`, `bias`, `sum` and `value`, with a reset also `factor`, `recurrentBias` and `product`; of a sum of products `0`, `1` (the products, where there are several),
 * `0/a`, `0/b` (their factors) and `value`.
 */
export type TermPlace = `${string}/${string}`

/** How a number stands in its formula. */
type Setting =
  /** With its own sign. */
  | 'plain'
  /** After an operator that takes its sign. */
  | 'signed'
  /** As a factor: in parentheses where it is negative. */
  | 'factor'

interface WrittenTerm {
  readonly place: TermPlace
  /** All digits, for those who need them. */
  readonly value: number
  /** As it is written, rounded already where it has to add up with others. */
  readonly shown: number
  readonly setting: Setting
}

export function writtenTerms({ sums, products }: StepTerms, digits: number): readonly WrittenTerm[] {
  const written: WrittenTerm[] = []
  const note = (place: TermPlace, value: number, setting: Setting, shown = value) => written.push({ place, value, shown, setting })
  for (const { signal, input, recurrent, bias, reset, sum, value } of sums) {
    // The bias stays as it is from step to step.
    const rounded = addUp([input, reset?.product ?? recurrent, bias], digits, 2)
    note(`${signal}/input`, input, 'plain', rounded.terms[0])
    note(`${signal}/bias`, bias, 'signed', rounded.terms[2])
    if (reset === null) {
      note(`${signal}/recurrent`, recurrent, 'signed', rounded.terms[1])
    } else {
      note(`${signal}/product`, reset.product, 'signed', rounded.terms[1])
      note(`${signal}/factor`, reset.factor, 'plain')
      note(`${signal}/recurrent`, recurrent, 'plain')
      note(`${signal}/recurrentBias`, reset.recurrentBias, 'signed')
    }
    note(`${signal}/sum`, sum, 'plain', rounded.sum)
    note(`${signal}/value`, value, 'plain')
  }
  for (const { signal, products: terms, value } of products) {
    const rounded = addUp(
      terms.map(({ product }) => product),
      digits,
    )
    for (const [place, { factors, product }] of terms.entries()) {
      note(`${signal}/${place}/a`, factors[0], 'factor')
      note(`${signal}/${place}/b`, factors[1], 'factor')
      // A single product is the value itself.
      if (terms.length > 1) note(`${signal}/${place}`, product, place === 0 ? 'plain' : 'signed', rounded.terms[place])
    }
    note(`${signal}/value`, value, 'plain', rounded.sum)
  }
  return written
}

/** Writes all numbers of a step below `root`; dashes where there are none. */
export function writeTerms(root: Element, terms: StepTerms | null, digits: number, format: Format): void {
  const written = new Map(terms === null ? [] : writtenTerms(terms, digits).map((term) => [term.place, term] as const))
  for (const element of root.querySelectorAll<HTMLElement>('[data-term]')) {
    const term = find(written, element.dataset['term'])
    setText(element, term === undefined ? '–' : numeral(term, digits, format))
    setData(element, 'value', term?.value ?? null)
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-sign]')) {
    const term = find(written, element.dataset['sign'])
    setText(element, term !== undefined && isNegative(term.shown, digits) ? '−' : '+')
  }
}

function find(written: ReadonlyMap<string, WrittenTerm>, place: string | undefined): WrittenTerm | undefined {
  return place === undefined ? undefined : written.get(place)
}

function numeral({ shown, setting }: WrittenTerm, digits: number, format: Format): string {
  const text = format.decimal(setting === 'signed' ? Math.abs(shown) : shown, digits)
  return setting === 'factor' && isNegative(shown, digits) ? `(${text})` : text
}

/** Whether a number is written with a minus: none is before zeros. */
function isNegative(value: number, digits: number): boolean {
  return Math.round(value * 10 ** digits) < 0
}
