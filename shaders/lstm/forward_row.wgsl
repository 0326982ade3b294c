// Hands the products of recurrent/forward_all to the LSTM's cell: a column for each of four units.

fn finish_row(r: u32, row: u32, quad: u32) {
  finish(row, quad, mat4x4f(product(r, 4u * quad), product(r, 4u * quad + 1u), product(r, 4u * quad + 2u), product(r, 4u * quad + 3u)));
}
