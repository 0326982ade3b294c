import type { FirstMessages } from './en/first'
import type { OtherMessages } from './en/rest'

/**
 * The English words of the page, one file per area. The Chinese files are typed by these, so that the compiler names a missing one. A message with
 * parameters is a function; numbers reach it already formatted, except counts that choose between singular and plural.
 */
export type Messages = FirstMessages & OtherMessages
