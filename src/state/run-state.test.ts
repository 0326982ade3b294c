import { expect, test } from 'vitest'
import { isOver, isUnderWay } from './run-state'

const states = ['idle', 'starting', 'running', 'paused', 'finished', 'stopped', 'failed'] as const

test('a run holds the settings from its start to its end', () => {
  expect(states.filter(isUnderWay)).toEqual(['starting', 'running', 'paused'])
  expect(states.filter(isOver)).toEqual(['finished', 'stopped', 'failed'])
})
