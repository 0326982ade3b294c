export const lens = {
  title: 'Gradient lens',
  lead: 'Which steps the loss still depends on, and how far back each unit remembers.',
}
