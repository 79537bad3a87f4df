# Sourced by the scripts: sets JAVA_HOME to a JDK 25 or newer, or says in one sentence what to do.

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
  for home in "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] || continue
    major=$(jdk_major "$home" || echo 0)
    if [ "${major:-0}" -gt "$best_major" ]; then
      best=$home
      best_major=$major
    fi
  done
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
