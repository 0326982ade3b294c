import { choice, integer, list, record, tagged, text, textUpTo, type Decoded, type Decoder } from './decode'

/** What the details of errors are made of. */

export const original = text

/** Of a file, a layer, a tensor or a field, as it is called: files of models call theirs what they like. A message has several. */
export const name = textUpTo(80)

export type Fields = Readonly<Record<string, Decoder<unknown>>>

/** A union of objects told apart by `tag`, each with its fields. */
export function variants<const T extends string, const C extends Readonly<Record<string, Fields>>>(
  tag: T,
  cases: C,
): Decoder<{ [K in keyof C]: { readonly [N in T]: K } & { readonly [F in keyof C[K]]: Decoded<C[K][F]> } }[keyof C]> {
  const decoders = Object.entries(cases).map(([name, fields]) => [name, record({ [tag]: choice(name), ...fields })] as const)
  // Each case was made from the fields that its type is made from; a loop over names cannot tell the compiler.
  return tagged(tag, Object.fromEntries(decoders)) as ReturnType<typeof variants<T, C>>
}

/** Sizes that are shown of a shape; no tensor of this project has as many. */
const MOST_SIZES = 8

const sizes = list(integer())
export const shape: Decoder<readonly number[]> = (value, path) => sizes(value, path).slice(0, MOST_SIZES)
