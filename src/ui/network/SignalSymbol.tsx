import styles from './SignalSymbol.module.css'

/** A signal's symbol as formulas set it, for titles and tables. */
export function SignalSymbol({ symbol }: { readonly symbol: string }) {
  return <i className={styles.symbol}>{symbol}</i>
}
