import { useMessages } from '../kit/messages/messages'
import { useModelView } from '../network/use-model-view'
import { LayerFigure, Waiting } from './Reading'
import styles from './Reading.module.css'

/** The maps under their time control, and nothing that leads to other parts of the page: for a page inside another. */
export function ReadingAlone() {
  const { reading } = useMessages()
  const { model, layer } = useModelView()
  return (
    <section className={styles.reading} aria-label={reading.title}>
      {model && layer ? <LayerFigure key={layer.name} model={model} layer={layer} isAlone /> : <Waiting />}
    </section>
  )
}
