#!/bin/sh
# Make .venv from the hash-pinned locks named as arguments: with uv where it is present, with pip elsewhere.
set -eu
[ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
.venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "需要 Python 3.11 或更高版本：PYTHON=python3.11 make run" >&2
  exit 1
}
locks=""
for name in "$@"; do locks="$locks -r requirements/$name.lock"; done
echo "正在准备运行环境（首次约需一分钟）……"
if command -v uv >/dev/null 2>&1; then
  uv pip install --quiet --python .venv/bin/python --require-hashes $locks
else
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes $locks
fi
