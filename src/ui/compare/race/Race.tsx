import { useId } from 'react'
import { useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'
import section from '../../kit/Section.module.css'
import { RaceControls } from './RaceControls'
import { RaceForm } from './RaceForm'
import { RaceLanes } from './RaceLanes'

/** Networks that learn in turns: which, how far they are, and what each of them reads on the pad. */
export function Race() {
  const { race: words } = useMessages()
  const title = useId()
  const hasLanes = useAppStore((state) => state.race.lanes.length > 0)
  return (
    <section className={section.section} aria-labelledby={title} data-testid="race">
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p className={section.lead}>{words.lead}</p>
      <RaceForm />
      <RaceControls />
      {hasLanes && <RaceLanes />}
    </section>
  )
}
