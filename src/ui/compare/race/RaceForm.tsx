import { useId } from 'react'
import { type PresetName, presets } from '../../../nn/spec/presets'
import { trainingRanges } from '../../../nn/spec/training'
import { isRacing, MOST_RACERS, type OwnEntrant } from '../../../state/race/race-state'
import { raceNames } from '../../../state/race/ready-made'
import { Button } from '../../kit/Button'
import { Field } from '../../kit/Field'
import { useMessages } from '../../kit/messages/messages'
import { NumberField } from '../../kit/NumberField'
import { Select } from '../../kit/Select'
import { useActions, useAppStore } from '../../kit/store'
import styles from './RaceForm.module.css'

const RACES = [...raceNames, 'own'] as const
const LENGTHS = ['epochs', 'batchSize', 'seed'] as const

/** Which networks race, and how long. While they do, it cannot be changed. */
export function RaceForm() {
  const { race: words } = useMessages()
  const plan = useAppStore((state) => state.race.plan)
  const isLocked = useAppStore((state) => isRacing(state.race))
  const { setRacePlan } = useActions()
  return (
    <fieldset className={styles.form} disabled={isLocked} aria-label={words.which}>
      <Field label={words.which} help={words.questions[plan.race]} className={styles.race!}>
        <Select
          value={plan.race}
          options={RACES.map((value) => ({ value, label: words.races[value] }))}
          onValueChange={(race) => setRacePlan({ race })}
        />
      </Field>
      {LENGTHS.map((name) => (
        <Field key={name} label={words[name]} className={styles.length!}>
          <NumberField
            integer
            value={plan[name]}
            min={trainingRanges[name].min}
            max={trainingRanges[name].max}
            onValueChange={(value) => setRacePlan({ [name]: value })}
          />
        </Field>
      ))}
      {plan.race === 'own' && <OwnNetworks own={plan.own} isLocked={isLocked} />}
    </fieldset>
  )
}

const PRESETS = Object.keys(presets).filter((name): name is PresetName => name in presets)

function OwnNetworks({ own, isLocked }: { readonly own: readonly OwnEntrant[]; readonly isLocked: boolean }) {
  const { race: words } = useMessages()
  const page = useAppStore((state) => state.model?.name ?? null)
  const label = useId()
  const { setRacePlan } = useActions()
  const offered: readonly OwnEntrant[] = page === null ? PRESETS : ['page', ...PRESETS]
  return (
    <div className={styles.own}>
      <span id={label} className={styles.label}>
        {words.networks(MOST_RACERS)}
      </span>
      <div className={styles.networks} role="group" aria-labelledby={label}>
        {offered.map((name) => {
          const isChosen = own.includes(name)
          return (
            <Button
              key={name}
              small
              className={styles.network}
              aria-pressed={isChosen}
              unavailable={isLocked || (!isChosen && own.length >= MOST_RACERS)}
              onClick={() => setRacePlan({ own: isChosen ? own.filter((other) => other !== name) : [...own, name] })}
            >
              {name === 'page' ? words.page(page ?? '') : name}
            </Button>
          )
        })}
      </div>
    </div>
  )
}
