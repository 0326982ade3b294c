// What changes from one training step to the next; written by the CPU before each step, the only bytes it uploads.
struct Clock {
  step: u32,          // the optimizer's, 1-based
  epoch: u32,         // which order of the examples
  start: u32,         // first place in the epoch's order
  examples: u32,      // rows of the batch that are real
  seed: u32,          // of the order and of what layers draw
  log_slot: u32,      // where this step's results go
  learning_rate: f32,
  step_rate: f32,     // the learning rate with the optimizer's corrections for this step
}
