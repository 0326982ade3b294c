import { useEffect } from 'react'
import { classes } from '../kit/classes'
import type { Elements } from '../kit/elements'
import { useAppStoreApi } from '../kit/store'
import { useModelView } from '../network/use-model-view'
import { Answer } from './Answer'
import { Glance } from './Glance'
import { Pad } from './Pad'
import { Preview } from './Preview'
import styles from './Rail.module.css'
import { usePad } from './use-pad'
import { WhoAnswers } from './WhoAnswers'

/** The pad and its answer, and nothing beside them that needs the rest of the page. @param children  the last line */
export function RailAlone({ children }: { readonly children: Elements }) {
  const pad = usePad()
  useScanAtEnd()
  return (
    <div className={classes(styles.rail, styles.alone)}>
      <Pad pad={pad} isAlone />
      <div className={styles.result}>
        <Preview />
        <Glance />
        <Answer />
        <WhoAnswers />
        <div className={styles.last}>{children}</div>
      </div>
    </div>
  )
}

/** Nobody moves the scan line where there are no maps: all of the picture is read, unless an address says where the line stands. */
function useScanAtEnd(): void {
  const { layer } = useModelView()
  const store = useAppStoreApi()
  useEffect(() => {
    const { cursor, actions } = store.getState()
    if (layer?.form === 'sequence' && !cursor.isGiven) actions.setCursor({ step: layer.steps - 1, playing: false })
  }, [layer, store])
}
