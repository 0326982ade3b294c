import { Plus } from 'lucide-react'
import { hasRoom, layerKinds } from '../../nn/spec/compose/edit'
import type { LayerKind, ModelSpec } from '../../nn/spec/model-spec'
import { MODEL_LIMITS } from '../../nn/spec/parse'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Popover, PopoverClose } from '../kit/Popover'
import styles from './AddLayer.module.css'

/** A menu of all kinds of layers; the new one goes before the answer. */
export function AddLayer({ spec, onAdd }: { readonly spec: ModelSpec; readonly onAdd: (kind: LayerKind) => void }) {
  const { compose: words } = useMessages()
  const format = useFormat()
  if (!hasRoom(spec)) return <p className={styles.full}>{words.full(format.integer(MODEL_LIMITS.layers))}</p>
  return (
    <div>
      <Popover
        title={words.add}
        align="start"
        trigger={
          <Button>
            <Plus aria-hidden />
            <span>{words.add}</span>
          </Button>
        }
      >
        <ul className={styles.kinds}>
          {layerKinds.map((kind) => (
            <li key={kind}>
              <PopoverClose>
                <button type="button" className={styles.kind} onClick={() => onAdd(kind)}>
                  <span className={styles.name}>{kind}</span>
                  <span className={styles.what}>{words.kinds[kind]}</span>
                </button>
              </PopoverClose>
            </li>
          ))}
        </ul>
      </Popover>
    </div>
  )
}
