/** The picture and the belief, whose names stand over their maps. */
export const panels = {
  picture: {
    full: 'The input x',
    sentence:
      'What the network reads. At each step it gets one part of the picture as a vector x of numbers between 0, paper, and 1, ink; it never gets the whole.',
  },
  belief: {
    full: 'The belief',
    letters: 'p are the probabilities of the digits; W and b belong to the output layer.',
    noUnits: 'a column for each digit',
  },
}
