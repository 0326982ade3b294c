export const surgery = {
  title: 'Surgery',
  lead: 'Hold a gate open or closed and see what the network would have answered.',
}
