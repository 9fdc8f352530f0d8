# shellcheck shell=bash
# Programs of ours that are no part of the product: classes below conformance-tests/src/test, over the built engine.

# Builds what changed since the last call, and puts the class path into CLASSES; says what is wrong and fails if it cannot.
use_classes() {
  local target="$PEERS_ROOT/conformance-tests/target" stamp log
  stamp="$target/classes.stamp"
  log="$target/classes.log"
  mkdir -p "$target"
  (
    flock 9
    if [[ ! -e "$stamp" || ! -d "$PEERS_ROOT/cli/target/lib" ||
      -n "$(find "$PEERS_ROOT/rego/src/main" "$PEERS_ROOT/conformance-tests/src/test" -newer "$stamp" -print -quit)" ]]; then
      touch "$target/classes.started"
      if ! build_classes -o >"$log" 2>&1 && ! build_classes >"$log" 2>&1; then
        grep -m 20 '^\[ERROR\]' "$log" || tail -n 20 "$log"
        exit 1
      fi
      mv "$target/classes.started" "$stamp"
    fi
  ) 9>"$target/classes.lock" || return 1
  CLASSES="$target/test-classes:$PEERS_ROOT/rego/target/classes:$PEERS_ROOT/cli/target/lib/*"
}

# Packages as well, because the libraries of the engine are those that the command line gets beside it.
build_classes() {
  (cd "$PEERS_ROOT" && mvn -q -B "$@" -pl conformance-tests -am -DskipTests package)
}
