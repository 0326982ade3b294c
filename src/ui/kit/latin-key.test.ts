import { expect, it } from 'vitest'
import { latinKey } from './latin-key'

it.each([
  ['Russian', 'я', 'KeyZ', 'z'],
  ['Russian, with Shift', 'Я', 'KeyZ', 'z'],
  ['Greek', 'ζ', 'KeyZ', 'z'],
  ['Hebrew', 'ז', 'KeyZ', 'z'],
  ['Arabic', 'ئ', 'KeyZ', 'z'],
  ['Arabic, two letters on one key', 'لا', 'KeyB', 'b'],
  ['Hindi, a sign that joins a letter', 'ू', 'KeyZ', 'z'],
  ['Korean', 'ㅋ', 'KeyZ', 'z'],
  ['Arabic digits', '٣', 'Digit3', '3'],
  ['Persian digits of the number pad', '۷', 'Numpad7', '7'],
  ['Russian, where brackets are', 'х', 'BracketLeft', '['],
  ['Russian, a letter where there is a sign', 'ж', 'Semicolon', 'ж'],
])('%s: the place of the key counts', (_, key, code, expected) => {
  expect(latinKey({ key, code })).toBe(expected)
})

it.each([
  ['German', 'z', 'KeyY', 'z'],
  ['with Shift or Caps Lock', 'Z', 'KeyZ', 'z'],
  ['French, where digits are', 'é', 'Digit2', 'é'],
  ['German, where a bracket is', 'ü', 'BracketLeft', 'ü'],
  ['Dvorak', '[', 'Minus', '['],
  ['a key with a name', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'],
  ['a key that only begins a letter', 'Dead', 'BracketLeft', 'Dead'],
  ['an input method', 'Process', 'KeyZ', 'Process'],
  ['space', ' ', 'Space', ' '],
])('%s: what the key types counts', (_, key, code, expected) => {
  expect(latinKey({ key, code })).toBe(expected)
})
