"""A sum in single precision: so many numbers from -1 to 1, added one after the other."""

from .generator import GENERATOR

TEXT = f"""
(module
  ;; The sum lies at 0.
  (memory (export "memory") 1)
{GENERATOR}
  (func (export "start") (param $seed i64) (param $size i64)
    (call $sow (local.get $seed)))

  ;; One step is one number: 24 bits with their sign, exact in single precision.
  (func (export "advance") (param $steps i64)
    (block $done
      (loop $next
        (br_if $done (i64.eqz (local.get $steps)))
        (f32.store (i32.const 0)
          (f32.add
            (f32.load (i32.const 0))
            (f32.mul
              (f32.convert_i64_s (i64.shr_s (call $draw) (i64.const 40)))
              (f32.const 0x1p-23))))
        (local.set $steps (i64.sub (local.get $steps) (i64.const 1)))
        (br $next))))

  ;; Address and length of the result.
  (func (export "result") (result i32 i32)
    (i32.const 0) (i32.const 4)))
"""
"""Rounding is part of the text: the order is fixed, and every machine rounds each addition alike."""
