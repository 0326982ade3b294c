// Max pooling: every square of size_y × size_x positions becomes its largest value; rows and columns left over are dropped.
// One thread makes four values. Overwrites output.

struct Params {
  quads: u32,      // values of one position in fours: B·C
  width: u32,      // positions side by side
  out_width: u32,  // squares side by side
  out_height: u32, // squares below one another
  size_y: u32,
  size_x: u32,
  first: u32,      // where the input begins, in fours
}

override WORKGROUP_SIZE: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;                // [H,W,B,C]
@group(0) @binding(2) var<storage, read_write> output: array<vec4f>;    // [H/size_y,W/size_x,B,C]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.quads) { return; }
  let corner = id.y / params.out_width * params.size_y * params.width + id.y % params.out_width * params.size_x;
  var largest = x[params.first + corner * params.quads + id.x];
  for (var down = 0u; down < params.size_y; down++) {
    for (var right = 0u; right < params.size_x; right++) {
      largest = max(largest, x[params.first + (corner + down * params.width + right) * params.quads + id.x]);
    }
  }
  output[id.y * params.quads + id.x] = largest;
}
