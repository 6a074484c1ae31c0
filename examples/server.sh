# A server of PostgreSQL for a trial, in a folder of its own, reached by a socket in it alone; sourced by district.sh.

# The programs of PostgreSQL: those that ZIZHAO_POSTGRESQL names, Debian's, those on the PATH, or those of a wheel.
postgresql_programs() {
    if [ -n "${ZIZHAO_POSTGRESQL:-}" ]; then
        echo "$ZIZHAO_POSTGRESQL"
        return
    fi
    for found in /usr/lib/postgresql/*/bin/initdb; do
        [ ! -x "$found" ] || newest=$found
    done
    found=${newest:-$(command -v initdb || true)}
    if [ -z "$found" ]; then
        found=$(python3 -c 'import pathlib, pgserver; print(pathlib.Path(pgserver.__file__).parent / "pginstall/bin/initdb")' 2>/dev/null || true)
    fi
    [ -n "$found" ] || return 1
    dirname "$found"
}

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    elif id postgres >/dev/null 2>&1; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    fi
}

start_server() {
    programs=$(postgresql_programs) || {
        echo "没有 PostgreSQL：Debian 上 apt-get install postgresql，或 pip install pgserver" >&2
        exit 1
    }
    server=$(mktemp -d)
    chmod 777 "$server"
    cd "$server"
    as_server "$programs/initdb" -D "$server/data" -U postgres --locale=C -E UTF8 -A trust >/dev/null
    as_server "$programs/pg_ctl" -D "$server/data" -l "$server/log" -w \
        -o "-c listen_addresses='' -c unix_socket_directories='$server'" start >/dev/null
    cd - >/dev/null
}

stop_server() {
    as_server "$programs/pg_ctl" -D "$server/data" -m fast -w stop >/dev/null 2>&1 || true
    rm -rf "$server"
}

# What a database's owner does: roles and databases. The program itself never asks for a superuser.
server_does() {
    "$programs/psql" -q -h "$server" -U postgres -c "$1" "${2:-postgres}"
}
