"""A hash search: among so many nonces the one whose SHA-256, with the seed before it, is least."""

CONSTANTS = (
    "428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 "
    "d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174 "
    "e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da "
    "983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 "
    "27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 "
    "a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 "
    "19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 "
    "748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2"
)
"""Of the rounds. Source: FIPS 180-4, section 4.2.2."""

WORDS = "".join(
    f"\\{byte:02x}" for each in CONSTANTS.split() for byte in int(each, 16).to_bytes(4, "little")
)
"""The same as they lie in memory."""

TEXT = f"""
(module
  ;; The schedule of a message lies at 0, the constants of the rounds at 256, the result at 512.
  (memory (export "memory") 1)
  (data (i32.const 256) "{WORDS}")
  (global $seed (export "seed") (mut i64) (i64.const 0))
  (global $nonce (export "nonce") (mut i64) (i64.const 0))
  (global $best (export "best") (mut i64) (i64.const 0))
  (global $least (export "least") (mut i64) (i64.const -1))

  (func $mixed (param $word i32) (param $first i32) (param $second i32) (param $third i32)
    (result i32)
    (i32.xor
      (i32.xor
        (i32.rotr (local.get $word) (local.get $first))
        (i32.rotr (local.get $word) (local.get $second)))
      (i32.rotr (local.get $word) (local.get $third))))

  ;; As above, but what the third pushes out is lost.
  (func $shifted (param $word i32) (param $first i32) (param $second i32) (param $third i32)
    (result i32)
    (i32.xor
      (i32.xor
        (i32.rotr (local.get $word) (local.get $first))
        (i32.rotr (local.get $word) (local.get $second)))
      (i32.shr_u (local.get $word) (local.get $third))))

  ;; Sixteen bytes, the seed and a nonce, padded to one block and stretched to 64 words.
  (func $schedule (param $nonce i64)
    (local $at i32)
    (i32.store (i32.const 0) (i32.wrap_i64 (i64.shr_u (global.get $seed) (i64.const 32))))
    (i32.store (i32.const 4) (i32.wrap_i64 (global.get $seed)))
    (i32.store (i32.const 8) (i32.wrap_i64 (i64.shr_u (local.get $nonce) (i64.const 32))))
    (i32.store (i32.const 12) (i32.wrap_i64 (local.get $nonce)))
    (i32.store (i32.const 16) (i32.const 0x80000000))
    (i32.store (i32.const 60) (i32.const 128))
    (local.set $at (i32.const 64))
    (loop $next
      (i32.store (local.get $at)
        (i32.add
          (i32.add
            (call $shifted (i32.load (i32.sub (local.get $at) (i32.const 8)))
              (i32.const 17) (i32.const 19) (i32.const 10))
            (i32.load (i32.sub (local.get $at) (i32.const 28))))
          (i32.add
            (call $shifted (i32.load (i32.sub (local.get $at) (i32.const 60)))
              (i32.const 7) (i32.const 18) (i32.const 3))
            (i32.load (i32.sub (local.get $at) (i32.const 64))))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 256)))))

  ;; The first eight bytes of the SHA-256 of the seed and a nonce.
  (func $digest (param $nonce i64) (result i64)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local $e i32) (local $f i32) (local $g i32) (local $h i32)
    (local $at i32) (local $one i32) (local $two i32)
    (call $schedule (local.get $nonce))
    (local.set $a (i32.const 0x6a09e667)) (local.set $b (i32.const 0xbb67ae85))
    (local.set $c (i32.const 0x3c6ef372)) (local.set $d (i32.const 0xa54ff53a))
    (local.set $e (i32.const 0x510e527f)) (local.set $f (i32.const 0x9b05688c))
    (local.set $g (i32.const 0x1f83d9ab)) (local.set $h (i32.const 0x5be0cd19))
    (loop $next
      ;; h + S1(e) + Ch(e, f, g) + K + W
      (local.set $one
        (i32.add
          (i32.add (local.get $h)
            (call $mixed (local.get $e) (i32.const 6) (i32.const 11) (i32.const 25)))
          (i32.add
            (i32.xor
              (i32.and (local.get $e) (local.get $f))
              (i32.and (i32.xor (local.get $e) (i32.const -1)) (local.get $g)))
            (i32.add (i32.load offset=256 (local.get $at)) (i32.load (local.get $at))))))
      ;; S0(a) + Maj(a, b, c)
      (local.set $two
        (i32.add
          (call $mixed (local.get $a) (i32.const 2) (i32.const 13) (i32.const 22))
          (i32.xor
            (i32.xor
              (i32.and (local.get $a) (local.get $b)) (i32.and (local.get $a) (local.get $c)))
            (i32.and (local.get $b) (local.get $c)))))
      (local.set $h (local.get $g))
      (local.set $g (local.get $f))
      (local.set $f (local.get $e))
      (local.set $e (i32.add (local.get $d) (local.get $one)))
      (local.set $d (local.get $c))
      (local.set $c (local.get $b))
      (local.set $b (local.get $a))
      (local.set $a (i32.add (local.get $one) (local.get $two)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 256))))
    (i64.or
      (i64.shl
        (i64.extend_i32_u (i32.add (local.get $a) (i32.const 0x6a09e667))) (i64.const 32))
      (i64.extend_i32_u (i32.add (local.get $b) (i32.const 0xbb67ae85)))))

  (func (export "start") (param $seed i64) (param $size i64)
    (global.set $seed (local.get $seed)))

  ;; One step is one nonce; without a branch, so that every step costs the same.
  (func (export "advance") (param $steps i64)
    (local $found i64) (local $is_less i32)
    (block $done
      (loop $next
        (br_if $done (i64.eqz (local.get $steps)))
        (local.set $found (call $digest (global.get $nonce)))
        (local.set $is_less (i64.lt_u (local.get $found) (global.get $least)))
        (global.set $best
          (select (global.get $nonce) (global.get $best) (local.get $is_less)))
        (global.set $least
          (select (local.get $found) (global.get $least) (local.get $is_less)))
        (global.set $nonce (i64.add (global.get $nonce) (i64.const 1)))
        (local.set $steps (i64.sub (local.get $steps) (i64.const 1)))
        (br $next))))

  ;; Address and length of the result: the nonce, and the first eight bytes of its hash.
  (func (export "result") (result i32 i32)
    (i64.store (i32.const 512) (global.get $best))
    (i64.store (i32.const 520) (global.get $least))
    (i32.const 512) (i32.const 16)))
"""
"""What a miner does, as a job. Source: FIPS 180-4, section 6.2."""
