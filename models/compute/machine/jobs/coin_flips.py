"""Coin flips: heads among so many throws of a seeded coin."""

from .generator import GENERATOR

TEXT = f"""
(module
  (memory (export "memory") 1)
  (global $heads (export "heads") (mut i64) (i64.const 0))
{GENERATOR}
  (func (export "start") (param $seed i64) (param $size i64)
    (call $sow (local.get $seed)))

  ;; One step is one throw; its highest bit is the side that lies up.
  (func (export "advance") (param $steps i64)
    (block $done
      (loop $next
        (br_if $done (i64.eqz (local.get $steps)))
        (global.set $heads
          (i64.add (global.get $heads) (i64.shr_u (call $draw) (i64.const 63))))
        (local.set $steps (i64.sub (local.get $steps) (i64.const 1)))
        (br $next))))

  ;; Address and length of the result: the number of heads.
  (func (export "result") (result i32 i32)
    (i64.store (i32.const 0) (global.get $heads))
    (i32.const 0) (i32.const 8)))
"""
"""The job that the proof-of-virtual-machine paper shows, as a module.

Source: Gemajli, Patel & Bradford 2024, arXiv:2404.04729, section "Proof of technology".
"""
