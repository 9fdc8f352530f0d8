# shellcheck shell=bash
# Installs pinned Python packages into the virtual environment .peers/venv. The file that reads this ends with
# `python_package <package> <version> "$@"`; the package may name extras.
source "$PEERS_D/lib/install.sh"

python_package() {
  package="$1"
  version="$2"
  venv="$PEERS_HOME/venv"
  installer "$package $version" python3 "${3:-}"
}

present() {
  "$venv/bin/python" - "${package%%[*}" "$version" <<'PYTHON'
import importlib.metadata
import sys

name, wanted = sys.argv[1:]
sys.exit(importlib.metadata.version(name) != wanted)
PYTHON
}

fetch() {
  if [[ ! -x "$venv/bin/pip" ]]; then
    python3 -m venv "$venv"
  fi
  "$venv/bin/pip" install --disable-pip-version-check --no-input "$package==$version"
}
