// A mixture of bivariate Gaussians and a softmax over the pen's states: how unlikely each point is, and the gradients of the sums.
//   L = -log Σ_j π_j N(Δx,Δy | μ_j, σ_j, ρ_j) - log p(pen)
//   N = exp(-Z / 2(1-ρ²)) / (2π σx σy √(1-ρ²))     Z = zx² + zy² - 2ρ zx zy     zx = (Δx-μx)/σx
//   Graves 2013, arXiv:1308.0850, eq. 19–37; the pen as in Ha & Eck 2017, arXiv:1704.03477, eq. 9.
// Columns of a row of sums: logits | μx | μy | log σx | log σy | atanh ρ | pen. Logarithms of deviations beyond ±8 and atanh ρ beyond ±6 are cut off.
// One thread owns one row and looks at its components three times; log π_j N_j stands in the first block of d_sums between the second look and the
// third. Overwrites d_sums and results: 0 in rows of weight 0, and in the padding.

struct Params {
  R: u32, // rows, T·B
  M: u32, // components
  N: u32, // columns of a row in memory, at least 6M+3
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> clock: Clock;                     // `examples` are the points of the batch that count
@group(0) @binding(2) var<storage, read> sums: array<f32>;                 // [R,N]
@group(0) @binding(3) var<storage, read> targets: array<vec4f>;            // [R] (Δx, Δy, what the pen does after it, weight: 0 behind the end)
@group(0) @binding(4) var<storage, read_write> d_sums: array<f32>;         // [R,N] gradient of the weighted mean over the points
@group(0) @binding(5) var<storage, read_write> results: array<vec4f>;      // [R] (weighted nats of the movement, of the pen, 1 where the pen's likeliest state is right, 0)

const LOG_2PI = 1.8378770664093453;
const LOG_4 = 1.3862943611198906;
const DEVIATION = 8.0;
const CORRELATION = 6.0;

struct Component {
  log_x: f32,
  log_y: f32,
  r: f32,        // atanh ρ, cut off
  rho: f32,
  rest: f32,     // 1-ρ² = 4e / (1+e)² with e = e^-2|r|, exact near 0
  zx: f32,
  zy: f32,
  exponent: f32, // Z/(1-ρ²) as a sum of squares: nothing is taken off that is nearly as large
}

fn component_at(row: u32, j: u32, delta: vec2f) -> Component {
  var c: Component;
  c.log_x = clamp(sums[row + 3u * params.M + j], -DEVIATION, DEVIATION);
  c.log_y = clamp(sums[row + 4u * params.M + j], -DEVIATION, DEVIATION);
  c.r = clamp(sums[row + 5u * params.M + j], -CORRELATION, CORRELATION);
  let e = exp(-2.0 * abs(c.r));
  c.rho = sign(c.r) * (1.0 - e) / (1.0 + e);
  c.rest = 4.0 * e / ((1.0 + e) * (1.0 + e));
  c.zx = (delta.x - sums[row + params.M + j]) * exp(-c.log_x);
  c.zy = (delta.y - sums[row + 2u * params.M + j]) * exp(-c.log_y);
  let across = c.zx - c.rho * c.zy;
  c.exponent = across * across / c.rest + c.zy * c.zy;
  return c;
}

// The gradient, or 0 where its sum is cut off.
fn unless_cut(sum: f32, limit: f32, gradient: f32) -> f32 {
  return select(0.0, gradient, abs(sum) < limit);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.R) { return; }
  let row = id.x * params.N;
  let goal = targets[id.x];
  if (goal.w == 0.0) {
    for (var n = 0u; n < params.N; n++) { d_sums[row + n] = 0.0; }
    results[id.x] = vec4f(0.0);
    return;
  }
  let scale = goal.w / f32(clock.examples);

  var largest = sums[row];
  for (var j = 1u; j < params.M; j++) { largest = max(largest, sums[row + j]); }
  var total = 0.0;
  for (var j = 0u; j < params.M; j++) { total += exp(sums[row + j] - largest); }
  let log_weights = largest + log(total);

  var densest = -3.0e38;
  for (var j = 0u; j < params.M; j++) {
    let c = component_at(row, j, goal.xy);
    let log_rest = LOG_4 - 2.0 * abs(c.r) - 2.0 * log(1.0 + exp(-2.0 * abs(c.r)));
    let log_density = sums[row + j] - log_weights - LOG_2PI - c.log_x - c.log_y - 0.5 * (log_rest + c.exponent);
    d_sums[row + j] = log_density;
    densest = max(densest, log_density);
  }
  var density = 0.0;
  for (var j = 0u; j < params.M; j++) { density += exp(d_sums[row + j] - densest); }
  let log_density = densest + log(density);

  for (var j = 0u; j < params.M; j++) {
    let c = component_at(row, j, goal.xy);
    let share = exp(d_sums[row + j] - log_density);
    let scaled = scale * share;
    let towards_x = (c.zx - c.rho * c.zy) / c.rest;
    let towards_y = (c.zy - c.rho * c.zx) / c.rest;
    let turned = c.rho + c.zx * c.zy - c.rho * c.exponent;
    d_sums[row + j] = scale * (exp(sums[row + j] - log_weights) - share);
    d_sums[row + params.M + j] = -scaled * towards_x * exp(-c.log_x);
    d_sums[row + 2u * params.M + j] = -scaled * towards_y * exp(-c.log_y);
    d_sums[row + 3u * params.M + j] = unless_cut(sums[row + 3u * params.M + j], DEVIATION, scaled * (1.0 - c.zx * towards_x));
    d_sums[row + 4u * params.M + j] = unless_cut(sums[row + 4u * params.M + j], DEVIATION, scaled * (1.0 - c.zy * towards_y));
    d_sums[row + 5u * params.M + j] = unless_cut(sums[row + 5u * params.M + j], CORRELATION, -scaled * turned);
  }

  let pens = row + 6u * params.M;
  let goal_pen = u32(goal.z);
  var likeliest = 0u;
  for (var state = 1u; state < 3u; state++) {
    if (sums[pens + state] > sums[pens + likeliest]) { likeliest = state; }
  }
  let top = sums[pens + likeliest];
  let log_pens = top + log(exp(sums[pens] - top) + exp(sums[pens + 1u] - top) + exp(sums[pens + 2u] - top));
  for (var state = 0u; state < 3u; state++) {
    d_sums[pens + state] = scale * (exp(sums[pens + state] - log_pens) - select(0.0, 1.0, state == goal_pen));
  }
  for (var n = 6u * params.M + 3u; n < params.N; n++) { d_sums[row + n] = 0.0; }
  results[id.x] = vec4f(-goal.w * log_density, goal.w * (log_pens - sums[pens + goal_pen]), select(0.0, 1.0, likeliest == goal_pen), 0.0);
}
