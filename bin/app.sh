# Sourced by the scripts, after java-home.sh and in the project's folder: how the packed application is started.
#
# It runs from a folder, not from the jar in one piece, because only then the JVM can use a cache of what an earlier run
# loaded and linked. A first run records that, its stop writes it down, and app_learn makes the cache of it. A cache fits
# one build, whose folder it stands in, and one JDK, which its name says.

app_target=platform/app/target
app_home=$app_target/unpacked
# On a server the jar stands beside bin/, in a folder that is not written to.
[ ! -e mingbai.jar ] || app_target=.

app_jar() { find "$app_target" -maxdepth 1 \( -name 'mingbai-app-*.jar' -o -name mingbai.jar \) 2>/dev/null | head -n 1; }

# Unpacks the jar where that is not done yet, and sets app_java to the JVM with its options for the data folder $1, and
# app_start to what starts the application, to which its own options are added.
app_prepare() {
  local jar version
  jar=$(app_jar)
  [ "$app_target" != . ] || app_home=$1/unpacked
  if [ ! -e "$app_home/of" ] || [ "$jar" -nt "$app_home/of" ] || [ "$jar" -ot "$app_home/of" ]; then
    rm -rf "$app_home" "$app_home.$$"
    "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -Djarmode=tools -jar "$jar" \
      extract --destination "$app_home.$$" --application-filename app.jar >/dev/null || return 1
    touch -r "$jar" "$app_home.$$/of"
    mv "$app_home.$$" "$app_home"
  fi
  version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release" 2>/dev/null | tr -c 'A-Za-z0-9.\n' _)
  app_cache=$app_home/${version:-jdk}.aot
  app_record=$1/start.record
  app_java=("$JAVA_HOME/bin/java"
    "-Xmx${MINGBAI_HEAP:-768m}"
    -XX:+UseParallelGC
    -Duser.timezone=UTC
    "-Djava.io.tmpdir=$1/tmp"
    --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow
    '-Xlog:aot*=off')
  if [ -e "$app_cache" ]; then
    app_start=("${app_java[@]}" "-XX:AOTCache=$app_cache" -jar "$app_home/app.jar")
  else
    app_start=("${app_java[@]}" -XX:AOTMode=record "-XX:AOTConfiguration=$app_record" -jar "$app_home/app.jar")
  fi
}

# Makes the cache of what a run recorded that has stopped; one that was killed has recorded nothing.
app_learn() {
  local record=$app_cache.record.$$ made=$app_cache.$$
  mv "$app_record" "$record" 2>/dev/null || return 0
  if [ ! -e "$app_cache" ] && nice -n 19 "${app_java[@]}" -XX:AOTMode=create "-XX:AOTConfiguration=$record" \
    "-XX:AOTCache=$made" -jar "$app_home/app.jar" >/dev/null 2>&1; then
    mv "$made" "$app_cache"
  fi
  rm -f "$record" "$made"
}
