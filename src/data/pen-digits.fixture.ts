/** Digits of nobody, in the form of the file: writer 1 trains, 25 chooses, 26 and 30 validate. */
const made = [
  { label: 1, writer: 1, strokes: [[250, 100, 250, 200, 250, 300]] },
  {
    label: 7,
    writer: 25,
    strokes: [
      [150, 100, 300, 100, 220, 340],
      [170, 220, 300, 215],
    ],
  },
  { label: 0, writer: 26, strokes: [[250, 100, 180, 200, 250, 300, 320, 200, 250, 100]] },
  {
    label: 4,
    writer: 30,
    strokes: [
      [200, 100, 180, 220, 320, 220],
      [280, 120, 270, 340],
    ],
  },
]

export const PEN_DIGITS_JSON = JSON.stringify(made)
