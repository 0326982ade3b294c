import { useModelView } from '../../network/use-model-view'
import { Answer } from '../../pad/Answer'
import { usePad } from '../../pad/use-pad'
import { ReadingAlone } from '../../reading/ReadingAlone'
import styles from './Embedded.module.css'

/** The reading alone. The pad is out of sight: what it holds comes by the address, or is the first sample. */
export function EmbeddedReading() {
  usePad()
  const { model } = useModelView()
  return (
    <>
      {/* With a belief the answer stands beside the time control. */}
      {model !== null && model.belief === null && (
        <div className={styles.answer}>
          <Answer />
        </div>
      )}
      <ReadingAlone />
    </>
  )
}
