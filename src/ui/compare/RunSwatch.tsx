import styles from './run-lines.module.css'

/** The line that a run is drawn with. */
export function RunSwatch({ colour, dashes }: { readonly colour: number; readonly dashes: number }) {
  return (
    <svg className={styles.swatch} data-colour={colour} data-dashes={dashes} viewBox="0 0 28 8" aria-hidden>
      <path d="M0 4H28" />
    </svg>
  )
}
