// Hands the products of recurrent/forward_all to the GRU's cell: a column for each gate.

fn finish_row(r: u32, row: u32, quad: u32) {
  let z = recurrent_bias[quad] + product(r, quad);
  let reset = recurrent_bias[WIDTH + quad] + product(r, WIDTH + quad);
  let n = recurrent_bias[2u * WIDTH + quad] + product(r, 2u * WIDTH + quad);
  finish(row, quad, mat3x4f(z, reset, n));
}
