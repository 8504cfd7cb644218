#!/usr/bin/env bash
# Starts or stops the peers of the events and runs benches on loopback, with data in a folder of their own.
# usage: bench/peers.sh start|stop     (Debian and Ubuntu; as root, which runs apt-get and the rabbitmq user)
set -euo pipefail

home=${WEIR_BENCH_PEERS:-/tmp/weir-bench-peers}
redis_port=6390 rabbit_port=5690 s3rver_port=5710

listens() { (echo > "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

await() {
    for _ in $(seq 120); do
        listens "$1" && return
        sleep 0.5
    done
    echo "nothing listens on port $1; see $home" >&2
    exit 1
}

start_redis() {
    listens $redis_port && return
    mkdir -p "$home/redis"
    redis-server --bind 127.0.0.1 --port $redis_port --dir "$home/redis" --save '' --appendonly yes --appendfsync always \
        --daemonize yes --pidfile "$home/redis.pid" --logfile "$home/redis.log" > /dev/null
    await $redis_port
}

start_rabbit() {
    listens $rabbit_port && return
    mkdir -p "$home/rabbit"
    printf 'listeners.tcp.1 = 127.0.0.1:%s\n' $rabbit_port > "$home/rabbit/rabbit.conf"
    cat > "$home/rabbit/env" << EOF
NODENAME=weir-bench@localhost
MNESIA_BASE=$home/rabbit/mnesia
LOG_BASE=$home/rabbit/log
CONFIG_FILE=$home/rabbit/rabbit.conf
PID_FILE=$home/rabbit.pid
ENABLED_PLUGINS_FILE=$home/rabbit/plugins
EOF
    chown -R rabbitmq "$home/rabbit"
    chmod 777 "$home"
    su -s /bin/bash rabbitmq -c "HOME=/var/lib/rabbitmq RABBITMQ_CONF_ENV_FILE=$home/rabbit/env RABBITMQ_DIST_PORT=25690 \
        ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=4370 \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
        /usr/lib/rabbitmq/bin/rabbitmq-server -detached" > /dev/null
    await $rabbit_port
}

start_s3rver() {
    listens $s3rver_port && return
    mkdir -p "$home/s3rver"
    [ -d "$home/s3rver/node_modules/s3rver" ] || npm install --silent --no-fund --no-audit --prefix "$home/s3rver" s3rver > /dev/null
    "$home/s3rver/node_modules/.bin/s3rver" --address 127.0.0.1 --port $s3rver_port --directory "$home/s3rver/data" --silent \
        --configure-bucket raw > "$home/s3rver.log" 2>&1 &
    echo $! > "$home/s3rver.pid"
    await $s3rver_port
}

stop() {
    local pid_file="$home/$1.pid"
    if [ -f "$pid_file" ]; then
        kill "$(cat "$pid_file")" 2> /dev/null || true
        rm -f "$pid_file"
    fi
}

case ${1:-} in
    start)
        if ! command -v redis-server > /dev/null || ! command -v rabbitmq-server > /dev/null \
            || ! /usr/bin/python3 -c 'import celery' 2> /dev/null; then
            apt-get update -qq
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq redis-server rabbitmq-server python3-celery > /dev/null
        fi
        mkdir -p "$home"
        start_redis
        start_rabbit
        start_s3rver
        echo "redis-server on 127.0.0.1:$redis_port, rabbitmq-server on 127.0.0.1:$rabbit_port, data in $home"
        ;;
    stop)
        stop redis
        stop rabbit
        stop s3rver
        ;;
    *)
        echo "usage: bench/peers.sh start|stop" >&2
        exit 2
        ;;
esac
