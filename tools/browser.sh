#!/bin/sh
# Installs Debian's Chromium and a font with Chinese for the browser tests, where it may: root, and apt.
# Elsewhere nothing is done, and those tests skip, saying so.
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || [ -n "${NEWSCRAWL_TEST_CHROMIUM:-}" ] && exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || {
    echo "browser: no Chromium, and none can be installed here; the tests that need one are skipped" >&2
    exit 0
}
echo "browser: installing Debian's chromium and fonts-noto-cjk (once)"
{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-noto-cjk; } \
    </dev/null >/dev/null 2>&1 || echo "browser: apt could not install them; the tests that need a browser are skipped" >&2
exit 0
