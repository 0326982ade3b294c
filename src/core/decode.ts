import { clip, GatelightError } from './gatelight-error'

/** Turns something unknown (a message, a file's header, a stored preference) into its type, or throws DecodeError. */
export type Decoder<T> = (value: unknown, path: string) => T

/** What a decoder makes. */
export type Decoded<D> = D extends Decoder<infer T> ? T : never

/** Something from outside that is not what its place asks for. */
export class DecodeError extends GatelightError {
  readonly code = 'decode'
  readonly detail: { readonly path: string; readonly original: string }

  constructor({ path, expected, actual }: { path: string; expected: string; actual: string }) {
    const original = `expected ${expected}, got ${actual}`
    super(`${path}: ${original}`)
    this.detail = { path, original: clip(original) }
  }
}

/** A value in an error message: short, and never the whole of a large thing. */
export function summarize(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`
  return typeof value === 'object' ? 'an object' : typeof value
}

export function refuse(path: string, expected: string, value: unknown): never {
  throw new DecodeError({ path, expected, actual: summarize(value) })
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
}

/** A text of which every character counts: an address that is fetched, a command that is repeated. */
export const wholeText: Decoder<string> = (value, path) => (typeof value === 'string' ? value : refuse(path, 'a text', value))

/** A text that is clipped where it is longer than this. */
export function textUpTo(most: number): Decoder<string> {
  return (value, path) => clip(wholeText(value, path), most)
}

/** A text for people, or a name to compare: of one from a file, an address or another program no more is kept than a page can show. */
export const text = textUpTo(300)

export const flag: Decoder<boolean> = (value, path) => (typeof value === 'boolean' ? value : refuse(path, 'true or false', value))

/** Any number, NaN and infinities too: a loss may be one. */
export const anyNumber: Decoder<number> = (value, path) => (typeof value === 'number' ? value : refuse(path, 'a number', value))

export function within(low: number, high: number): Decoder<number> {
  return (value, path) =>
    typeof value === 'number' && value >= low && value <= high ? value : refuse(path, `a number in ${low} … ${high}`, value)
}

export function integer(low = 0, high = Number.MAX_SAFE_INTEGER): Decoder<number> {
  return (value, path) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= low && value <= high
      ? value
      : refuse(path, `a whole number in ${low} … ${high}`, value)
}

export function choice<const T extends string | number | null>(...options: readonly T[]): Decoder<T> {
  return (value, path) => options.find((option) => option === value) ?? refuse(path, options.join(' or '), value)
}

export const nothing: Decoder<null> = (value, path) => (value === null ? null : refuse(path, 'null', value))

export function nullable<T>(decode: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null ? null : decode(value, path))
}

export function list<T>(decode: Decoder<T>, maxLength = 1e6): Decoder<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > maxLength) return refuse(path, `an array of at most ${maxLength}`, value)
    return value.map((item: unknown, index) => decode(item, `${path}[${index}]`))
  }
}

export function instance<T>(type: abstract new (...args: never[]) => T, name: string): Decoder<T> {
  return (value, path) => (value instanceof type ? value : refuse(path, name, value))
}

export const floats: Decoder<Float32Array> = instance(Float32Array, 'a Float32Array')
export const bytes: Decoder<Uint8Array> = instance(Uint8Array, 'a Uint8Array')
export const counts: Decoder<Uint32Array> = instance(Uint32Array, 'a Uint32Array')

/** Whatever it is: the one who knows its type decodes it. */
export const anything: Decoder<unknown> = (value) => value

type Fields = Readonly<Record<string, Decoder<unknown>>>
type Complete<R extends Fields, O extends Fields> = { readonly [K in keyof R]: Decoded<R[K]> } & {
  readonly [K in keyof O]?: Decoded<O[K]>
}

/** An object with these fields; unknown ones are left out of the result, so that an older page can hear a newer worker. */
export function record<R extends Fields, O extends Fields = Record<never, never>>(required: R, optional?: O): Decoder<Complete<R, O>> {
  return (value, path) => {
    if (!isRecord(value)) return refuse(path, 'an object', value)
    const result: Record<string, unknown> = {}
    for (const [name, decode] of Object.entries(required)) result[name] = decode(value[name], `${path}.${name}`)
    for (const [name, decode] of Object.entries(optional ?? {})) {
      if (value[name] !== undefined) result[name] = decode(value[name], `${path}.${name}`)
    }
    // Every field was decoded above under the name its type is declared under; a loop over names cannot tell the compiler.
    return result as Complete<R, O>
  }
}

/** A union of objects told apart by the field `Tag`. */
export type Tagged<Tag extends string, T extends Readonly<Record<string, Decoder<object>>>> = {
  readonly [Name in keyof T]: { readonly [Key in Tag]: Name } & Decoded<T[Name]>
}[keyof T]

/** Each case is named by what its field `tag` says, and need not decode that itself. */
export function tagged<Tag extends string, T extends Readonly<Record<string, Decoder<object>>>>(
  tag: Tag,
  cases: T,
): Decoder<Tagged<Tag, T>> {
  const known = new Map(Object.entries(cases))
  return (value, path) => {
    const name = isRecord(value) ? value[tag] : undefined
    const decode = typeof name === 'string' ? known.get(name) : undefined
    if (decode === undefined) return refuse(`${path}.${tag}`, [...known.keys()].join(' or '), isRecord(value) ? name : value)
    // The decoder found under the tag makes the rest of that member of the union.
    return { [tag]: name, ...decode(value, path) } as Tagged<Tag, T>
  }
}
