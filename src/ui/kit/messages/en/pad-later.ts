/** What is put on the pad. */
export const padLater = {
  shelf: {
    digits: 'A digit',
    write: (digit: string) => `Write a ${digit}`,
    digitsNote: 'Press again for another hand.',
    hardOnes: 'Hard ones',
    hardOnesNote: 'Test digits that this model gets wrong: what each is, and what the model takes it for.',
    found: (wrong: string, examined: string, set: string) => `${wrong} wrong of the first ${examined} (${set}).`,
    training: 'The model is learning: look when it pauses or is done.',
    stale: 'The model has changed since.',
    look: 'Look for them',
    lookOn: 'Look for more',
    lookAgain: 'Look again',
    looking: 'Looking…',
    mistake: (label: string, answer: string, probability: string) => `A ${label}, read as ${answer} (${probability})`,
    pictures: 'A picture',
    picturesNote: 'Paste one, drop it on the page, or open it here. It never leaves your machine.',
    openPicture: 'Open a picture…',
  },
}
