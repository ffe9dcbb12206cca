"""The generator of pseudo-random numbers that jobs share, in WebAssembly."""

GENERATOR = """
  ;; What the generator remembers; never zero.
  (global $state (export "state") (mut i64) (i64.const 0))

  ;; Seeds that are near to each other start far from each other.
  (func $sow (param $seed i64)
    (global.set $state
      (i64.mul (i64.add (local.get $seed) (i64.const 1)) (i64.const 0x9E3779B97F4A7C15)))
    (global.set $state
      (select (i64.const 1) (global.get $state) (i64.eqz (global.get $state)))))

  ;; The next 64 bits: xorshift with the shifts 13, 7 and 17.
  (func $draw (result i64)
    (global.set $state
      (i64.xor (global.get $state) (i64.shl (global.get $state) (i64.const 13))))
    (global.set $state
      (i64.xor (global.get $state) (i64.shr_u (global.get $state) (i64.const 7))))
    (global.set $state
      (i64.xor (global.get $state) (i64.shl (global.get $state) (i64.const 17))))
    (global.get $state))
"""
"""Part of a module: `$sow` takes a seed, `$draw` gives 64 bits.

Source: Marsaglia 2003, J. Stat. Softw. 8(14), doi:10.18637/jss.v008.i14; the multiplier that parts
neighbouring seeds is that of Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195.
"""
