import styles from './LineSwatch.module.css'

/** The line that something is drawn with, for a key: one of eight colours and one of eight dashes (`lines.css`). */
export function LineSwatch({ colour, dashes }: { readonly colour: number; readonly dashes: number }) {
  return (
    <svg className={styles.swatch} data-colour={colour} data-dashes={dashes} viewBox="0 0 28 8" aria-hidden>
      <path d="M0 4H28" />
    </svg>
  )
}
