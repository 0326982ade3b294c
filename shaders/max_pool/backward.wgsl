// The way back through max pooling: the gradient of a square goes to the first of its largest values, as in Keras; all others get 0.
// One thread owns four values of one square. Overwrites d_x within the squares; positions left over are never written and stay 0.

struct Params {
  quads: u32,      // values of one position in fours: B·C
  width: u32,      // positions side by side
  out_width: u32,  // squares side by side
  out_height: u32, // squares below one another
  size_y: u32,
  size_x: u32,
  first: u32,      // where the input begins, in fours
  d_first: u32,    // where the output's gradient begins, in fours
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;               // [H,W,B,C]
@group(0) @binding(2) var<storage, read> d_output: array<vec4f>;        // [H/size_y,W/size_x,B,C]
@group(0) @binding(3) var<storage, read_write> d_x: array<vec4f>;       // [H,W,B,C]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.quads) { return; }
  let corner = id.y / params.out_width * params.size_y * params.width + id.y % params.out_width * params.size_x;
  var largest = x[params.first + corner * params.quads + id.x];
  var winner = vec4u(corner);
  for (var down = 0u; down < params.size_y; down++) {
    for (var right = 0u; right < params.size_x; right++) {
      let place = corner + down * params.width + right;
      let value = x[params.first + place * params.quads + id.x];
      winner = select(winner, vec4u(place), value > largest);
      largest = max(largest, value);
    }
  }
  let gradient = d_output[params.d_first + id.y * params.quads + id.x];
  for (var down = 0u; down < params.size_y; down++) {
    for (var right = 0u; right < params.size_x; right++) {
      let place = corner + down * params.width + right;
      d_x[place * params.quads + id.x] = select(vec4f(0.0), gradient, winner == vec4u(place));
    }
  }
}
