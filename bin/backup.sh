# Sourced by bin/backup and bin/restore, also on an installed server: settings, the database's client, and what a backup is.
#
# A backup is a folder named by its moment (UTC). It is made beside its name and moved there whole:
#   database.sql.zst.age  mariadb-dump, for the district's key and for this server's check key
#   files.tar.zst.age     what else the data folder holds, likewise
#   keys.tar.age          the application's keys, for the district's key only
#   manifest              lines "name value": when, from which server, sizes and SHA-256 of the three files
#   log/                  the binary logs of the time after it, each NAME.zst.age with NAME.sha256 beside it

say() { echo "$*"; }

fail() {
  echo "$*" >&2
  exit 2
}

need() {
  local missing=() command
  for command in "$@"; do
    command -v "$command" >/dev/null 2>&1 || missing+=("$command")
  done
  [ ${#missing[@]} -eq 0 ] || fail "Not found on PATH: ${missing[*]}. On Debian: apt-get install --no-install-recommends age zstd mariadb-client (and mariadb-server-core for bin/restore --check)."
}

# The settings of an installed server (a file of NAME=value lines as systemd reads it, and a file for each secret); what is
# set already wins.
read_settings() {
  local file=${MINGBAI_SETTINGS:-/etc/mingbai/mingbai.env} secrets=${MINGBAI_SECRETS:-/etc/mingbai/secrets} line name secret
  if [ -r "$file" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      [[ $line =~ ^(MINGBAI_[A-Z_]+)=(.*)$ ]] || continue
      name=${BASH_REMATCH[1]}
      line=${BASH_REMATCH[2]}
      if [[ $line =~ ^\"(.*)\"$ ]] || [[ $line =~ ^\'(.*)\'$ ]]; then line=${BASH_REMATCH[1]}; fi
      [ -n "${!name:-}" ] || printf -v "$name" '%s' "$line"
    done <"$file"
  fi
  if [ -d "$secrets" ]; then
    for secret in "$secrets"/MINGBAI_*; do
      name=$(basename "$secret")
      [ ! -r "$secret" ] || [ -n "${!name:-}" ] || printf -v "$name" '%s' "$(cat "$secret")"
    done
  fi
  data=${data:-${MINGBAI_DATA:-$home/.data}}
  case $data in /*) ;; *) data=$PWD/$data ;; esac
  keys=${MINGBAI_KEYS:-$data/keys}
  backups=${MINGBAI_BACKUPS:-$data/backups}
  check_key=${MINGBAI_BACKUP_CHECK_KEY:-$data/backup-check.key}
  status_file=$data/backup.status
}

# A folder of ours that is gone when the script ends, however it ends.
make_scratch() {
  scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/mingbai-backup.XXXXXX") || fail "No temporary folder could be made in ${1:-${TMPDIR:-/tmp}}: is the disk full?"
  chmod 700 "$scratch"
  trap clean_up EXIT
  trap 'exit 130' INT TERM HUP
}

clean_up() {
  local code=$?
  stop_database
  rm -rf "$scratch" ${unfinished:+"$unfinished"}
  exit "$code"
}

# Writes one value of the file that the application's metrics read: "name value" lines become "name=value".
write_status() {
  local name=$1 value=$2 draft
  draft=$(mktemp "$status_file.XXXXXX") || return 0
  { grep -v "^$name=" "$status_file" 2>/dev/null || true; echo "$name=$value"; } >"$draft"
  chmod 644 "$draft"
  chown --reference="$data" "$draft" 2>/dev/null || true
  mv "$draft" "$status_file"
}

# --- the database -------------------------------------------------------------------------------------------------------

# Sets database, and client to the option file that logs in: the account's password never stands on a command line.
write_client() {
  client=$scratch/client.cnf
  (umask 077 && cat >"$client" <<TEXT
[client]
protocol=tcp
host=$1
port=$2
user="$3"
password="${4//\"/\\\"}"
${5:-skip-ssl}
TEXT
  )
}

# $1 backup or restore: the accounts to try, most fitting first.
find_database() {
  embedded=false
  if [ -n "${MINGBAI_DB_URL:-}" ]; then
    [[ $MINGBAI_DB_URL =~ ^jdbc:mariadb://([^/:?]+)(:([0-9]+))?/([A-Za-z0-9_]+)(\?.*)?$ ]] ||
      fail "MINGBAI_DB_URL should read jdbc:mariadb://HOST:PORT/DATABASE, but is $MINGBAI_DB_URL."
    local host=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]:-3306} user password options=${BASH_REMATCH[5]}
    database=${BASH_REMATCH[4]}
    if [ "$1" = backup ] && [ -n "${MINGBAI_BACKUP_DB_USER:-}" ]; then
      user=$MINGBAI_BACKUP_DB_USER password=${MINGBAI_BACKUP_DB_PASSWORD:-}
    elif [ "$1" = restore ] && [ -n "${MINGBAI_RESTORE_DB_USER:-}" ]; then
      user=$MINGBAI_RESTORE_DB_USER password=${MINGBAI_RESTORE_DB_PASSWORD:-}
    elif [ -n "${MINGBAI_DB_OWNER:-}" ]; then
      user=$MINGBAI_DB_OWNER password=${MINGBAI_DB_OWNER_PASSWORD:-}
    else
      user=${MINGBAI_DB_USER:-} password=${MINGBAI_DB_PASSWORD:-}
    fi
    [ "$host" != localhost ] || host=127.0.0.1
    # As the application is told to: encrypted when its address says so.
    case $options in
      *sslMode=verify-full*) write_client "$host" "$port" "$user" "$password" $'ssl\nssl-verify-server-cert' ;;
      *sslMode=trust* | *sslMode=verify-ca*) write_client "$host" "$port" "$user" "$password" ssl ;;
      *) write_client "$host" "$port" "$user" "$password" ;;
    esac
    sql 'select 1' >/dev/null || fail "The database $database at $host:$port does not let $user in: check MINGBAI_DB_URL and the account, and that the server runs."
    return
  fi
  embedded=true
  database=mingbai
}

# Logs in to the embedded server: the one that a running Mingbai has, otherwise one that is started for the purpose.
find_embedded() {
  local pid port
  pid=$(cat "$data/mariadb/mariadbd.pid" 2>/dev/null || true)
  if [ -n "$pid" ] && [ "$(readlink "/proc/$pid/exe" 2>/dev/null)" = "$(readlink -f "$data/mariadb/server/bin/mariadbd")" ]; then
    port=$(tr '\0' '\n' <"/proc/$pid/cmdline" | sed -n 's/^--port=//p')
  else
    start_embedded "$data"
    port=$embedded_port
  fi
  use_embedded_tools "$data"
  write_client 127.0.0.1 "$port" mingbai "$(cat "$data/mariadb/password")"
}

# The server's own programs fit it; they need its libraries.
use_embedded_tools() {
  tools=$1/mariadb/server/bin/
  tool_libraries=$1/mariadb/server/libs
}

tools=
tool_libraries=
run_tool() {
  local tool=$1
  shift
  if [ -n "$tool_libraries" ]; then
    LD_LIBRARY_PATH=$tool_libraries "$tools$tool" "$@"
  else
    "$tool" "$@"
  fi
}

sql() { run_tool mariadb "--defaults-file=$client" --default-character-set=utf8mb4 --batch --skip-column-names "${@:2}" -e "$1"; }

# Starts the embedded server alone on the data folder $1 until stop_database.
start_embedded() {
  find_java
  mkdir -p "$1/tmp"
  coproc alone { exec "${java[@]}" "-Djava.io.tmpdir=$1/tmp" -jar "$jar" "--mingbai.database-alone=$1/mariadb" 2>&1; }
  alone_pid=$alone_PID
  alone_in=${alone[1]}
  local line= last=
  embedded_port=
  # The library that unpacks it logs on the same stream.
  while [ -z "$embedded_port" ]; do
    read -r -t 120 line <&"${alone[0]}" || fail "The embedded database did not start: ${last:-it said nothing.}"
    last=$line
    [[ ! $line =~ ^port\ ([0-9]+)$ ]] || embedded_port=${BASH_REMATCH[1]}
  done
}

# A server of our own from the system's mariadbd, on the loopback address, with its data in the folder $1.
start_throwaway() {
  local server install user=() password port try
  server=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v mariadbd) || fail "Not found on PATH: mariadbd. On Debian: apt-get install --no-install-recommends mariadb-server-core."
  install=$(command -v mariadb-install-db) || fail "Not found on PATH: mariadb-install-db. On Debian: apt-get install --no-install-recommends mariadb-server-core."
  [ "$(id -u)" -ne 0 ] || user=(--user=root)
  mkdir -p "$1"
  "$install" --no-defaults --datadir="$1/data" --skip-test-db --skip-name-resolve --force "${user[@]}" >"$scratch/install.log" 2>&1 ||
    fail "A throw-away database could not be made in $1: $(tail -n 1 "$scratch/install.log")"
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  (umask 077 && cat >"$1/init.sql" <<TEXT
create database mingbai character set utf8mb4 collate utf8mb4_uca1400_as_cs;
create user 'check'@'127.0.0.1' identified by '$password';
grant all on *.* to 'check'@'127.0.0.1' with grant option;
TEXT
  )
  for try in 1 2 3; do
    port=$((20000 + RANDOM % 12000))
    # Nothing here outlives the check, so nothing is forced to the disk.
    "$server" --no-defaults "${user[@]}" --datadir="$1/data" --socket="$1/socket" --pid-file="$1/pid" --port="$port" \
      --bind-address=127.0.0.1 --skip-name-resolve --character-set-server=utf8mb4 \
      --collation-server=utf8mb4_uca1400_as_cs --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 \
      --innodb-buffer-pool-size="${MINGBAI_CHECK_BUFFER_POOL:-512M}" --innodb-log-file-size=256M --max-allowed-packet=256M \
      --tmpdir="$1" --init-file="$1/init.sql" >"$1/mariadbd.log" 2>&1 &
    server_pid=$!
    write_client 127.0.0.1 "$port" check "$password"
    for _ in $(seq 300); do
      if sql 'select 1' >/dev/null 2>&1; then
        throwaway_url=jdbc:mariadb://127.0.0.1:$port/mingbai throwaway_user=check throwaway_password=$password
        return
      fi
      kill -0 "$server_pid" 2>/dev/null || break
      sleep 0.1
    done
    stop_database
  done
  fail "The throw-away database did not start: $(tail -n 1 "$1/mariadbd.log")"
}

alone_pid=
server_pid=
stop_database() {
  if [ -n "$alone_pid" ]; then
    # The end of its input is the sign to stop.
    eval "exec $alone_in>&-"
    wait "$alone_pid" 2>/dev/null || true
    alone_pid=
  fi
  if [ -n "$server_pid" ]; then
    kill -TERM "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    server_pid=
  fi
}

# A dump that is the same for the same rows: ordered, without dates, in lines of a set length.
dump() {
  run_tool mariadb-dump "--defaults-file=$client" --default-character-set=utf8mb4 --single-transaction --quick --hex-blob --order-by-primary --triggers \
    --skip-comments --skip-dump-date --net-buffer-length=1M --max-allowed-packet=256M "$@" "$database"
}

# The SHA-256 of a dump, read from standard input, without where the binary log was.
dump_hash() { LC_ALL=C grep -av '^-- \(CHANGE MASTER\|SET GLOBAL gtid\)' | sha256sum | cut -d ' ' -f 1; }

# --- Java, for the embedded database and to verify ------------------------------------------------------------------------

find_java() {
  local candidate
  . "$home/bin/java-home.sh"
  jar=${MINGBAI_JAR:-}
  for candidate in "$home/mingbai.jar" "$home/app.jar" "$home"/platform/app/target/mingbai-app-*.jar; do
    [ -n "$jar" ] || [ ! -e "$candidate" ] || jar=$candidate
  done
  [ -n "$jar" ] && [ -e "$jar" ] || fail "Mingbai's jar was not found: set MINGBAI_JAR to it, or run bin/run once."
  while IFS= read -r candidate; do
    if [ -x "$candidate" ] && [ "$("$candidate" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p')" -ge 25 ] 2>/dev/null; then
      java=("$candidate" -Xmx768m -XX:+UseSerialGC -Duser.timezone=UTC --enable-native-access=ALL-UNNAMED
        --sun-misc-unsafe-memory-access=allow)
      return
    fi
  done < <(echo "${JAVA_HOME:-/nowhere}/bin/java"; java_places | sed 's,$,/bin/java,'; command -v java)
  fail "No Java 25 or newer was found: set JAVA_HOME to one."
}

# --- what a backup holds --------------------------------------------------------------------------------------------------

value() { sed -n "s/^$2 //p" "$1/manifest"; }

size_of() { stat -c %s "$1"; }

sha_of() { sha256sum "$1" | cut -d ' ' -f 1; }

# The folders of complete backups, oldest first.
list_backups() {
  find "$backups" -mindepth 2 -maxdepth 2 -name manifest -path '*/[0-9]*Z/manifest' -printf '%h\n' 2>/dev/null | sort
}

# The number of the binary log NAME.000123.
log_number() { echo "$((10#${1##*.}))"; }
