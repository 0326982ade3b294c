import { part } from '../kit/part'
import { useAppStore } from '../kit/store'
import type { AskedDigitProps } from './AskedDigit'

/** For those who write digits of their own hand. */
const AskedDigit = part(async () => (await import('./AskedDigit')).AskedDigit)

/** Which digit the visitor is asked to write; over the pad, in every view. */
export function Asked(props: AskedDigitProps) {
  const isShown = useAppStore(({ hand }) => hand.asking !== null || hand.isDone)
  return isShown ? <AskedDigit {...props} /> : null
}
