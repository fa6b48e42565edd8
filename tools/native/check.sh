#!/bin/sh
# Builds the kernels with AddressSanitizer and UndefinedBehaviorSanitizer and runs their tests on them.
# Also compiles the AVX-512 files for the instruction set at hand (same 64-byte code, lowered by the
# compiler), so that they are tested on machines without it.
# usage: tools/native/check.sh [PYTHON]    needs: cmake, ninja, nanobind, pytest, hypothesis, mpmath
set -eu

python=${1:-python3}
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${LIKELY_NATIVE_BUILD:-$root/build/native}
bin=$(dirname "$(command -v "$python")")
PATH=$bin:$PATH
mkdir -p "$build/tree/likely"

"$bin/cmake" -S "$root/tools/native" -B "$build/cmake" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DPython_EXECUTABLE="$(command -v "$python")" -DLIKELY_SANITIZE=address,undefined -DLIKELY_LOWERED_AVX512=ON >/dev/null
"$bin/cmake" --build "$build/cmake"

# A package beside the extension that was just built, so that no other is found.
rm -rf "$build/tree/likely/kernels"
mkdir -p "$build/tree/likely/kernels"
cp "$root"/src/likely/kernels/*.py "$build/tree/likely/kernels/"
cp "$build"/cmake/kernels/_native*.so "$build/tree/likely/kernels/"
touch "$build/tree/likely/__init__.py"

# Python itself is not built with the sanitizers: they are loaded first, and its own leaks are not ours.
asan=$("${CXX:-c++}" -print-file-name=libasan.so)
ubsan=$("${CXX:-c++}" -print-file-name=libubsan.so)
stdcxx=$("${CXX:-c++}" -print-file-name=libstdc++.so.6)
cd "$root"
LD_PRELOAD="$asan $ubsan $stdcxx" ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 \
  PYTHONPATH="$build/tree" HYPOTHESIS_STORAGE_DIRECTORY="$build/hypothesis" \
  "$python" -m pytest tests/kernels -q -p no:cacheprovider
