"""An inference in fixed point: so many inputs through a perceptron of 16, 16 and 8 neurons."""

from .generator import GENERATOR

TEXT = f"""
(module
  ;; Weights lie at 0 and 2048, an input at 3072, what is hidden at 3200, the result at 3328:
  ;; how often each of eight classes was found, and the sum of all outputs.
  (memory (export "memory") 1)
{GENERATOR}
  ;; A number from -1 to below 1 with 16 binary places.
  (func $number (result i64)
    (i64.shr_s (call $draw) (i64.const 47)))

  ;; So many numbers from an address on.
  (func $fill (param $at i32) (param $count i32)
    (loop $next
      (i64.store (local.get $at) (call $number))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $next (local.get $count))))

  ;; A neuron of 16 inputs: the weighted sum, with 16 binary places again.
  (func $neuron (param $weights i32) (param $inputs i32) (result i64)
    (local $sum i64) (local $at i32)
    (loop $next
      (local.set $sum
        (i64.add (local.get $sum)
          (i64.mul
            (i64.load (i32.add (local.get $weights) (local.get $at)))
            (i64.load (i32.add (local.get $inputs) (local.get $at))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 128))))
    (i64.shr_s (local.get $sum) (i64.const 16)))

  ;; The hidden layer keeps what is positive.
  (func $hidden
    (local $at i32) (local $sum i64)
    (loop $next
      (local.set $sum
        (call $neuron (i32.mul (local.get $at) (i32.const 16)) (i32.const 3072)))
      (i64.store offset=3200 (local.get $at)
        (select (local.get $sum) (i64.const 0) (i64.gt_s (local.get $sum) (i64.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 128)))))

  ;; The class of the largest output, of the first where several are; counted.
  (func $classify
    (local $at i32) (local $best i32) (local $largest i64) (local $sum i64) (local $is_more i32)
    (local.set $largest (i64.const 0x8000000000000000))
    (loop $next
      (local.set $sum
        (call $neuron
          (i32.add (i32.const 2048) (i32.mul (local.get $at) (i32.const 16)))
          (i32.const 3200)))
      (i64.store (i32.const 3392)
        (i64.add (i64.load (i32.const 3392)) (local.get $sum)))
      (local.set $is_more (i64.gt_s (local.get $sum) (local.get $largest)))
      (local.set $best (select (local.get $at) (local.get $best) (local.get $is_more)))
      (local.set $largest
        (select (local.get $sum) (local.get $largest) (local.get $is_more)))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 64))))
    (i64.store offset=3328 (local.get $best)
      (i64.add (i64.load offset=3328 (local.get $best)) (i64.const 1))))

  (func (export "start") (param $seed i64) (param $size i64)
    (call $sow (local.get $seed))
    (call $fill (i32.const 0) (i32.const 384)))

  ;; One step is one input.
  (func (export "advance") (param $steps i64)
    (block $done
      (loop $next
        (br_if $done (i64.eqz (local.get $steps)))
        (call $fill (i32.const 3072) (i32.const 16))
        (call $hidden)
        (call $classify)
        (local.set $steps (i64.sub (local.get $steps) (i64.const 1)))
        (br $next))))

  ;; Address and length of the result.
  (func (export "result") (result i32 i32)
    (i32.const 3328) (i32.const 72)))
"""
"""Weights and inputs are drawn from the seed: what a network computes, not what one has learnt."""
