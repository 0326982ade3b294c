import { parsePath } from '../path'
import type { KnotLine } from '../path'

/** A piece of a digit in its extreme forms, the neatest first. They have the same lines and knots, so any mixture of them is a form too. */
export interface Part {
  readonly forms: readonly (readonly KnotLine[])[]
  /** The pen stays down after the part before: its last line and this part's first are one. */
  readonly goesOn: boolean
}

/** One way of writing a digit. */
export interface Hand {
  readonly name: string
  /** How common it is among the hands of its digit. */
  readonly weight: number
  /** In writing order: the pen moves, and is lifted, as it would in a person's hand. Each part mixes its forms for itself. */
  readonly parts: readonly Part[]
}

export function hand(name: string, weight: number, ...parts: readonly Part[]): Hand {
  return { name, weight, parts }
}

/** A part that begins where the pen touches down. */
export function part(...forms: readonly string[]): Part {
  return { forms: forms.map(parsePath), goesOn: false }
}

/** A part that goes on where the one before ended. */
export function on(...forms: readonly string[]): Part {
  return { ...part(...forms), goesOn: true }
}

/** The same lines, written from their other ends. */
export function backwards({ forms, goesOn }: Part): Part {
  return { forms: forms.map((form) => form.map((line) => line.toReversed()).toReversed()), goesOn }
}
