# shellcheck shell=bash
# Finds the JDK that everything here is built, tested and measured with.

# Prints the home of the first JDK 25 it finds, nothing when there is none.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "${JDK25_HOME:-}" "${JAVA_HOME_25_X64:-}" /usr/lib/jvm/*25* \
    "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/25*; do
    if [[ -x "$home/bin/javac" && "$("$home/bin/javac" -version 2>&1)" =~ ^javac\ 25([.-]|$) ]]; then
      echo "$home"
      return
    fi
  done
}

# Puts a JDK 25 into JAVA_HOME and at the front of the PATH, or says how to provide one and fails.
use_jdk() {
  JAVA_HOME="$(find_jdk)"
  if [[ -z "$JAVA_HOME" ]]; then
    echo "no JDK 25 found: set JDK25_HOME to one, or install it below /usr/lib/jvm"
    return 1
  fi
  export JAVA_HOME PATH="$JAVA_HOME/bin:$PATH"
}
