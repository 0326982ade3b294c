// What a dispatch costs that does nothing but store one value, so that the next has to wait for it.

struct Params {
  value: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> out: array<u32>;      // [1]

@compute @workgroup_size(1)
fn main() {
  out[0] = params.value;
}
