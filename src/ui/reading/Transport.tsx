import { Pause, Play } from 'lucide-react'
import { IconButton } from '../kit/IconButton'
import { useMessages } from '../kit/messages/messages'
import { Select } from '../kit/Select'
import { Slider } from '../kit/Slider'
import { useActions, useAppStore } from '../kit/store'
import type { ModelView, SequenceLayer } from '../network/layers'
import styles from './Transport.module.css'
import { stepWord } from '../network/words'

const SPEEDS = ['0.5', '1', '2', '4'] as const
export type Speed = (typeof SPEEDS)[number]

export interface TransportProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly speed: Speed
  readonly onSpeedChange: (speed: Speed) => void
}

/** Play, scrub, speed: the scan line as a media player. */
export function Transport({ model, layer, speed, onSpeedChange }: TransportProps) {
  const messages = useMessages()
  const { transport } = messages.reading
  const { steps } = layer
  const word = stepWord(messages, model, layer)
  const step = useAppStore((state) => Math.min(state.cursor.step, steps - 1))
  const playing = useAppStore((state) => state.cursor.playing)
  const { setCursor, togglePlaying } = useActions()

  return (
    <div className={styles.transport} role="group" aria-label={transport.label}>
      <IconButton label={playing ? transport.pause : transport.play} variant="secondary" onClick={togglePlaying}>
        {playing ? <Pause aria-hidden fill="currentColor" strokeWidth={0} /> : <Play aria-hidden fill="currentColor" strokeWidth={0} />}
      </IconButton>
      <div className={styles.scrubber}>
        <Slider
          label={transport.step(word)}
          min={1}
          max={steps}
          value={step + 1}
          valueText={transport.stepOf(word, step + 1, steps)}
          onValueChange={(place) => setCursor({ step: place - 1, playing: false })}
        />
      </div>
      <div className={styles.speed}>
        <Select
          aria-label={transport.speed}
          value={speed}
          options={SPEEDS.map((value) => ({ value, label: transport.speedOf(value) }))}
          onValueChange={onSpeedChange}
        />
      </div>
    </div>
  )
}
