// Softmax and mean squared error in one. With p = softmax(z) and the truth t as ones and zeros:
//   loss = Σ (p - t)² / C,   e = 2(p - t) / C,   dz = p·(e - Σ p·e) / examples
//   The mean over classes as in Keras; the derivative of softmax: Bishop 2006, "Pattern Recognition and Machine Learning", eq. 4.106.
// One thread owns one row. Overwrites d_logits (0 for rows past `examples` and for the padding past C) and this step's slot of the log.

struct Params {
  B: u32, // rows of the batch
  C: u32, // classes
  N: u32, // columns of a row in memory, at least C
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
  for (var n = 0u; n < params.C; n++) { total += exp(logits[row + n] - largest); }
  let weight = 2.0 / f32(params.C);
  var loss = 0.0;
  var pulled = 0.0;
  for (var n = 0u; n < params.C; n++) {
    let p = exp(logits[row + n] - largest) / total;
    let error = p - select(0.0, 1.0, n == label);
    loss += error * error / f32(params.C);
    pulled += weight * p * error;
  }
  for (var n = 0u; n < params.N; n++) {
    let p = exp(logits[row + n] - largest) / total;
    let error = p - select(0.0, 1.0, n == label);
    let gradient = p * (weight * error - pulled) / f32(clock.examples);
    d_logits[row + n] = select(0.0, gradient, n < params.C);
  }
  let told = f32(answer);
  log_rows[clock.log_slot * params.B + id.x] = vec2f(loss, select(-1.0 - told, told, answer == label));
}
