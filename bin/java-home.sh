# Sourced by the scripts: sets JAVA_HOME to a JDK 25 or newer, or says in one sentence what to do.

# Where Java may be, one folder a line. java_root goes before the system's own folders, so that a test can make some. A
# service of systemd has no HOME.
java_places() {
  local place root=${java_root:-} own=${HOME:-/nowhere}
  for place in "$root"/usr/lib/jvm/* "$root"/opt/java/* "$root"/opt/jdk* "$own"/.sdkman/candidates/java/* "$own"/.jdks/* \
    "$root"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ ! -d "$place" ] || echo "$place"
  done
}

jdk_major() {
  [ -x "$1/bin/javac" ] || return 1
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_major "$JAVA_HOME" || echo 0)" -ge 25 ]; then
    return 0
  fi
  best=''
  best_major=24
  on_path=$(command -v javac 2>/dev/null || true)
  [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  while IFS= read -r home; do
    [ -n "$home" ] || continue
    major=$(jdk_major "$home" || echo 0)
    if [ "${major:-0}" -gt "$best_major" ]; then
      best=$home
      best_major=$major
    fi
  done < <(echo "$on_path"; java_places)
  if [ -z "$best" ]; then
    echo "No JDK 25 or newer was found: install one (for example the Temurin 25 package) or set JAVA_HOME to it, then run this again." >&2
    return 1
  fi
  JAVA_HOME=$best
  export JAVA_HOME
}

find_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    echo "Maven 3.8 or newer was not found on PATH: install it (Debian: apt-get install maven), then run this again." >&2
    return 1
  fi
}

find_node() {
  major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
  if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null 2>&1; then
    echo "Node.js 20 or newer with npm was not found on PATH (the build takes its fonts from npm): install it, then run this again." >&2
    return 1
  fi
}
