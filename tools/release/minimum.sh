#!/bin/sh
# The lower bounds in pyproject.toml are a promise. This takes it literally: an environment with the oldest version
# of each direct dependency, and in it what the package is for. BIN names the folder of uv and python.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
place="$root/build/minimum"
rm -rf "$place"
"$root/$BIN/uv" venv -q --python "$root/$BIN/python" "$place"
"$root/$BIN/uv" pip install -q --python "$place/bin/python" --resolution lowest-direct \
    "$root[notebook,fit,plot]" "pytest>=8.3" "hypothesis>=6.120" "pandas>=2.2"
"$root/$BIN/uv" pip freeze -q --python "$place/bin/python"
cd "$root"
"$place/bin/python" -m pytest -q -p no:cacheprovider -c /dev/null --rootdir "$root" --import-mode=importlib \
    tests/cli/test_fit.py tests/cli/test_regression.py tests/test_reference_fits.py tests/bad_input
PATH="$root/$BIN:$PATH" "$place/bin/likely" build concepts --out "$place/site"
