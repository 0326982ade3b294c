/** A network drawn as a row of boxes. */
export const networkPicture = {
  label: 'The network, from the picture to the answer',
  digit: 'Picture',
  answer: 'Answer',
  stage: (name: string, shape: string) => `${name}, gives ${shape}`,
  unknown: 'gives what is not known yet',
}
