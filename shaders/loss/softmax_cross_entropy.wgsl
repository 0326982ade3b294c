// Softmax and categorical cross-entropy in one: loss = log Σ exp(z) - Σ t·z,   dz = (softmax(z) - t) / examples,
//   where the truth t is 1 for the right class, mixed with an even distribution over all classes by the smoothing.
//   Bishop 2006, "Pattern Recognition and Machine Learning", eq. 4.108–4.109; smoothing: Szegedy et al. 2016, section 7.
// One thread owns one row. Overwrites d_logits (0 for rows past `examples` and for the padding past C) and this step's slot of the log.

struct Params {
  B: u32, // rows of the batch
  C: u32, // classes
  N: u32, // columns of a row in memory, at least C
  smoothing: f32,
}

override WORKGROUP_SIZE: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> logits: array<f32>;               // [B,N]
@group(0) @binding(3) var<storage, read> labels: array<u32>;               // [B]
@group(0) @binding(4) var<storage, read_write> d_logits: array<f32>;       // [B,N]
@group(0) @binding(5) var<storage, read_write> log_rows: array<vec2f>;     // [slots,B] (loss, answered class; -1-class where it is wrong)

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.B) { return; }
  let row = id.x * params.N;
  if (id.x >= clock.examples) {
    for (var n = 0u; n < params.N; n++) { d_logits[row + n] = 0.0; }
    return;
  }
  let label = labels[id.x];
  var largest = logits[row];
  var answer = 0u;
  for (var n = 1u; n < params.C; n++) {
    let logit = logits[row + n];
    if (logit > largest) {
      largest = logit;
      answer = n;
    }
  }
  var total = 0.0;
  var even = 0.0;
  for (var n = 0u; n < params.C; n++) {
    let below = logits[row + n] - largest;
    total += exp(below);
    even += below;
  }
  let shared_truth = params.smoothing / f32(params.C);
  for (var n = 0u; n < params.N; n++) {
    let truth = shared_truth + select(0.0, 1.0 - params.smoothing, n == label);
    let gradient = (exp(logits[row + n] - largest) / total - truth) / f32(clock.examples);
    d_logits[row + n] = select(0.0, gradient, n < params.C);
  }
  let loss = log(total) - (1.0 - params.smoothing) * (logits[row + label] - largest) - shared_truth * even;
  let told = f32(answer);
  log_rows[clock.log_slot * params.B + id.x] = vec2f(loss, select(-1.0 - told, told, answer == label));
}
