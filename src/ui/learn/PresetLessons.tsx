import { type PresetName, presets } from '../../nn/spec/presets'
import { isUnderWay } from '../../state/run-state'
import { findTrained } from '../../state/trained-models'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import styles from './Learn.module.css'

/** Every preset with what it teaches; bringing one up shows its gates, or its training where it has learnt nothing yet. */
export function PresetLessons() {
  const { learn, shell } = useMessages()
  const { presets: words } = learn.page
  const { pickPreset, setTab } = useActions()
  const current = useAppStore(({ model }) => model?.name ?? null)
  const isHeld = useAppStore(({ training }) => isUnderWay(training.state))
  const bringUp = (name: PresetName): void => {
    void pickPreset(name)
    setTab(findTrained(name) !== null ? 'gates' : 'train')
  }
  return (
    <>
      <p>{isHeld ? words.locked : words.lead}</p>
      <dl className={styles.presets}>
        {Object.values(presets).map((preset) => (
          <div key={preset.name} className={styles.preset}>
            <dt>{preset.name}</dt>
            <dd>{shell.model.lessons[preset.name] ?? preset.teaches}</dd>
            <dd>
              {preset.name === current ? (
                <span className={styles.aside}>{words.current}</span>
              ) : (
                <Button small unavailable={isHeld} onClick={() => bringUp(preset.name)}>
                  {words.bringUp(preset.name)}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
