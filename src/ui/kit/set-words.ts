import { dataSets } from '../../data/sets/registry'
import type { DataSourceKind } from '../../data/sets/shipped'
import type { Messages } from './messages/messages'

/**
 * What the page says of a data set: its own words in the visitor's language, else words made of its title.
 *
 * @param title  of what the visitor brought
 */
export function setWords(id: DataSourceKind, { known, own, hand, other }: Messages['sets'], title?: string): ReturnType<typeof other> {
  if (id === 'own') return other(title ?? own)
  if (id === 'hand') return hand
  return (Object.hasOwn(known, id) ? known[id] : undefined) ?? other(dataSets[id].title)
}
