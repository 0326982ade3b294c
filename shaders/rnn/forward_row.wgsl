// Hands the products of recurrent/forward_all to the simple recurrent cell.

fn finish_row(r: u32, row: u32, quad: u32) {
  finish(row, quad, product(r, quad));
}
