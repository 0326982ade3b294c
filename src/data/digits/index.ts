export { builtInDigits, builtInDigitsAsync } from './data-set'
export type { BuiltInOptions } from './data-set'
export { generateDigit, plainDigit } from './generate'
