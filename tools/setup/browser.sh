#!/bin/sh
# Make sure that there is a Chromium for the tests in a browser. tests/browser looks in the same order.
set -eu

if [ -n "${LIKELY_BROWSER:-}" ]; then
  echo "browser: $LIKELY_BROWSER (LIKELY_BROWSER)"
  exit 0
fi
if python - <<'EOF'
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not Path(playwright.chromium.executable_path).exists())
EOF
then
  echo "browser: Playwright's own Chromium"
  exit 0
fi
for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    echo "browser: $(command -v "$name")"
    exit 0
  fi
done

if [ -r /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
else
  playwright install chromium
fi
