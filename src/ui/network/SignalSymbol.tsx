import styles from './SignalSymbol.module.css'

const TILDE = '\u0303'

/** A signal's symbol as formulas set it, for titles and tables. */
export function SignalSymbol({ symbol }: { readonly symbol: string }) {
  if (!symbol.endsWith(TILDE))
    return (
      <i className={styles.symbol} translate="no">
        {symbol}
      </i>
    )
  return (
    <i className={styles.symbol} translate="no" data-letter={symbol.slice(0, -1)}>
      <span className="visually-hidden">{symbol}</span>
    </i>
  )
}
