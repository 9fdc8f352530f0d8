# shellcheck shell=bash
# Programs of ours that are no part of the product: classes below conformance-tests/src/test, over the built engine.

# Builds what is not built yet or changed, and puts the class path into CLASSES; says what is wrong and fails if it cannot.
use_classes() {
  local target="$PEERS_ROOT/conformance-tests/target" log
  log="$target/classes.log"
  mkdir -p "$target"
  (
    flock 9
    if ! classes_are_built; then
      touch "$target/classes.started"
      if ! build_classes -o >"$log" 2>&1 && ! build_classes >"$log" 2>&1; then
        grep -m 20 '^\[ERROR\]' "$log" || tail -n 20 "$log"
        exit 1
      fi
      mv "$target/classes.started" "$target/classes.stamp"
    fi
  ) 9>"$target/classes.lock" || return 1
  CLASSES="$target/test-classes:$PEERS_ROOT/rego/target/classes:$PEERS_ROOT/cli/target/lib/*"
}

# `mvn verify` leaves a jar and test classes that are newer than their sources; a build of ours leaves the stamp.
classes_are_built() {
  local target="$PEERS_ROOT/conformance-tests/target"
  [[ -d "$PEERS_ROOT/cli/target/lib" ]] || return 1
  if is_newer "$target/classes.stamp" "$PEERS_ROOT/rego/src/main" "$PEERS_ROOT/conformance-tests/src/test"; then
    return
  fi
  is_newer "$PEERS_ROOT/rego/target/portcullis-rego-0.1.0-SNAPSHOT.jar" "$PEERS_ROOT/rego/src/main" &&
    is_newer "$target/test-classes/dev/portcullis/conformance/suite/SuiteMain.class" "$PEERS_ROOT/conformance-tests/src/test"
}

# Whether a file is there and nothing below the folders is newer.
is_newer() {
  [[ -e "$1" && -z "$(find "${@:2}" -newer "$1" -print -quit)" ]]
}

# Packages as well, because the libraries of the engine are those that the command line gets beside it.
build_classes() {
  (cd "$PEERS_ROOT" && mvn -q -B "$@" -pl conformance-tests -am -DskipTests package)
}
