/** Numbers of one precision; which one, the set of primitives decides. */
export type Values = Float64Array | Float32Array

/** Whole numbers for arithmetic: bytes of pictures, places in them. */
export type WholeValues = Uint8Array | Uint16Array

/** What goes to a kernel in WebAssembly: of an array its address, of null the address 0. */
export type KernelArgument = Values | WholeValues | number | boolean | null

/** Arithmetic that layers and optimizers are made of, in both precisions. */
export interface Primitive<Parameters extends readonly unknown[], Result extends number | void> {
  /** Plain loops: the oracle. Its parameters are those of the primitive, whatever the precision. */
  readonly float64: (...parameters: Parameters) => Result
  /** What the kernel of the same name in `simd/assembly` takes, in the order of its parameters; a new list for every call. */
  readonly kernel: (...parameters: Parameters) => KernelArgument[]
}

/** Of any parameters, for those who look at all alike. */
type AnyPrimitive = Primitive<never[], number | void>

/** Primitives of one topic, by name. */
export type PrimitiveGroup = Readonly<Record<string, AnyPrimitive>>

/** The primitives of a group as they are called. */
export type Methods<Group extends PrimitiveGroup> = { readonly [Name in keyof Group]: Group[Name]['float64'] }

/** Declares a primitive; what it does stands above its name in its group. */
export function primitive<Parameters extends readonly unknown[], Result extends number | void>(
  declared: Primitive<Parameters, Result>,
): Primitive<Parameters, Result> {
  return declared
}

type Implementation = (declared: AnyPrimitive, name: string) => AnyPrimitive['float64']

/** All primitives of a group in one precision. */
export function implement<Group extends PrimitiveGroup>(group: Group, implementation: Implementation): Methods<Group>
export function implement(group: PrimitiveGroup, implementation: Implementation): Methods<PrimitiveGroup> {
  return Object.fromEntries(Object.entries(group).map(([name, declared]) => [name, implementation(declared, name)]))
}
