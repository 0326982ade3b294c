import type { Tab } from '../app-state'
import type { PageHistory } from './page-history'

/** The beginning of an address, which all of them have: `#v1/train`. It is read while the page starts, the rest of an address only where there is one. */

/** Of what addresses say and how. An address of another version is refused, never guessed at. */
export const ADDRESS_VERSION = 1

/** Every view, by its name in an address; the compiler names one that is missing. */
const views: { readonly [T in Tab]: T } = {
  gates: 'gates',
  compose: 'compose',
  train: 'train',
  judge: 'judge',
  compare: 'compare',
  write: 'write',
  hand: 'hand',
  learn: 'learn',
}

/** What a page without an address shows. */
const FIRST_VIEW: Tab = 'gates'

export interface Route {
  readonly version: number
  /** As the address has it. */
  readonly view: string
  /** What is said besides; empty for a view alone. */
  readonly rest: string
}

const FORM = /^#v(\d{1,9})\/([a-z]{1,30})(?:\?(.*))?$/

/** @returns null for what is no address of this page */
export function readRoute(hash: string): Route | null {
  const [, version, view, rest = ''] = FORM.exec(hash) ?? []
  return version === undefined || view === undefined ? null : { version: Number(version), view, rest }
}

export function writeRoute(view: Tab, rest = ''): string {
  return `#v${ADDRESS_VERSION}/${view}${rest === '' ? '' : `?${rest}`}`
}

/** The view that an address shows; null where it names none that there is. */
export function viewOf(hash: string): Tab | null {
  if (isBlank(hash)) return FIRST_VIEW
  const route = readRoute(hash)
  return route?.version === ADDRESS_VERSION ? viewNamed(route.view) : null
}

export function viewNamed(name: string): Tab | null {
  return Object.values(views).find((view) => view === name) ?? null
}

/** Whether a visitor comes by a link that says more than a view: what it shows takes the place of what was left. */
export function opensLink(history: Pick<PageHistory, 'hash' | 'isOwn'>): boolean {
  return !history.isOwn() && !isView(history.hash())
}

/** It says nothing but a view, or nothing at all. */
export function isView(hash: string): boolean {
  return isBlank(hash) || (viewOf(hash) !== null && readRoute(hash)?.rest === '')
}

export function isBlank(hash: string): boolean {
  return hash === '' || hash === '#'
}
