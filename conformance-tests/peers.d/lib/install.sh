# shellcheck shell=bash
# What every file of peers.d/install shares. Such a file defines
#   present: succeeds when exactly the pinned version is installed and works
#   fetch:   installs it; its output goes to a log
# and ends with `installer <name and version> <commands it needs> "$@"`, where the last argument is `install` or `check`.
set -euo pipefail

say() {
  printf '%s: %s\n' "${0##*/}" "$1"
}

installer() {
  local what="$1" tools mode="${3:-}"
  read -ra tools <<<"$2"
  if present >/dev/null 2>&1; then
    say "$what is there"
    return
  fi
  if [[ "$mode" == check ]]; then
    say "$what is not installed"
    return 1
  fi
  local tool log="$PEERS_HOME/log/${0##*/}.log" started=$SECONDS
  for tool in "${tools[@]}"; do
    if ! command -v "$tool" >/dev/null; then
      say "needs \`$tool\`, which is not on the PATH of this machine"
      return 1
    fi
  done
  mkdir -p "$PEERS_BIN" "$PEERS_HOME/log"
  # Not inside an `if`: there the shell would ignore `set -e` in all of fetch.
  local status=0
  set +e
  (
    set -e
    fetch
  ) >"$log" 2>&1
  status=$?
  set -e
  if [[ $status -ne 0 ]]; then
    say "$what cannot be installed: $(reason "$log")"
    tail -n 8 "$log" | sed 's/^/    /'
    return 1
  fi
  if ! present >/dev/null 2>&1; then
    say "$what was installed but does not answer as that version, see ${log#"$PEERS_ROOT/"}"
    return 1
  fi
  say "$what installed in $((SECONDS - started)) s"
}

# Tells an unreachable registry from every other failure of an installer.
reason() {
  local network='dial tcp|no such host|connection refused|i/o timeout|name resolution|network is unreachable'
  network+='|NewConnectionError|ProxyError|Max retries exceeded'
  if grep -Eqi "$network" "$1"; then
    echo "the package registry cannot be reached from this machine"
  else
    echo "${1#"$PEERS_ROOT/"} ends with"
  fi
}
