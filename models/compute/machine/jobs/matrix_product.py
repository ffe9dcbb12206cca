"""A matrix product in integers: so many rows of 32 numbers times a matrix of 32 by 32."""

from .generator import GENERATOR

TEXT = f"""
(module
  ;; The matrix lies at 0, the row in hand at 8192, and the product from 8448 on.
  (memory (export "memory") 1)
  (global $rows (export "rows") (mut i64) (i64.const 0))
{GENERATOR}
  ;; A number of 24 bits with its sign.
  (func $entry (result i64)
    (i64.shr_s (call $draw) (i64.const 40)))

  ;; So many numbers from an address on.
  (func $fill (param $at i32) (param $count i32)
    (loop $next
      (i64.store (local.get $at) (call $entry))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $next (local.get $count))))

  ;; The row in hand times one column of the matrix, modulo 2 to the 64.
  (func $cell (param $column i32) (result i64)
    (local $sum i64) (local $at i32)
    (loop $next
      (local.set $sum
        (i64.add (local.get $sum)
          (i64.mul
            (i64.load offset=8192 (local.get $at))
            (i64.load (i32.add (local.get $column) (i32.mul (local.get $at) (i32.const 32)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 256))))
    (local.get $sum))

  ;; Room for the product is asked for at the start, and without it there is no job.
  (func (export "start") (param $seed i64) (param $size i64)
    (local $pages i64)
    (local.set $pages
      (i64.shr_u
        (i64.add (i64.mul (local.get $size) (i64.const 256)) (i64.const 8447)) (i64.const 16)))
    (if (i32.eq (memory.grow (i32.wrap_i64 (local.get $pages))) (i32.const -1))
      (then unreachable))
    (call $sow (local.get $seed))
    (call $fill (i32.const 0) (i32.const 1024)))

  ;; One step is one row of the product.
  (func (export "advance") (param $steps i64)
    (local $column i32) (local $at i32)
    (block $done
      (loop $next
        (br_if $done (i64.eqz (local.get $steps)))
        (call $fill (i32.const 8192) (i32.const 32))
        (local.set $at (i32.mul (i32.wrap_i64 (global.get $rows)) (i32.const 256)))
        (local.set $column (i32.const 0))
        (loop $cells
          (i64.store offset=8448
            (i32.add (local.get $at) (local.get $column)) (call $cell (local.get $column)))
          (local.set $column (i32.add (local.get $column) (i32.const 8)))
          (br_if $cells (i32.lt_u (local.get $column) (i32.const 256))))
        (global.set $rows (i64.add (global.get $rows) (i64.const 1)))
        (local.set $steps (i64.sub (local.get $steps) (i64.const 1)))
        (br $next))))

  ;; Address and length of the result: all rows of the product.
  (func (export "result") (result i32 i32)
    (i32.const 8448) (i32.mul (i32.wrap_i64 (global.get $rows)) (i32.const 256))))
"""
"""Rows are drawn one by one, so that the work and the memory grow with their number alone."""
