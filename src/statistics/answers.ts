/** What a model answered to labelled pictures. */
export interface Answers {
  /** C */
  readonly classes: number
  /** [N] what each picture is. */
  readonly labels: Uint8Array
  /** [N,C] how probable the model holds each class. */
  readonly probabilities: Float32Array
}

/** An answer and how sure of it the model is. */
export interface Verdict {
  readonly answer: number
  /** Probability of the answer, 1/C … 1. */
  readonly confidence: number
}

/** The most probable class of a picture, the first of equals. */
export function verdictOf({ classes, probabilities }: Pick<Answers, 'classes' | 'probabilities'>, index: number): Verdict {
  const start = index * classes
  let answer = 0
  for (let place = 1; place < classes; place++) {
    if (probabilities[start + place]! > probabilities[start + answer]!) answer = place
  }
  return { answer, confidence: probabilities[start + answer]! }
}

/** Verdicts of all pictures, in arrays. */
export interface Verdicts {
  /** [N] */
  readonly answers: Uint8Array
  /** [N] */
  readonly confidences: Float32Array
}

export function verdictsOf(all: Answers): Verdicts {
  const count = all.labels.length
  const answers = new Uint8Array(count)
  const confidences = new Float32Array(count)
  for (let index = 0; index < count; index++) {
    const { answer, confidence } = verdictOf(all, index)
    answers[index] = answer
    confidences[index] = confidence
  }
  return { answers, confidences }
}
