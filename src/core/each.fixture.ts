/** One member of a union for each of its tags. */
type ByTag<U, T extends string> = U extends Readonly<Record<T, infer K extends string>> ? { readonly [N in K]: U } : never
export type Each<U, T extends string = 'kind'> = Intersect<ByTag<U, T>>
type Intersect<U> = (U extends unknown ? (member: U) => void : never) extends (member: infer I) => void ? I : never
